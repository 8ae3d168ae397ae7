using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0525: minimal-API bodies and models of controllers whose validation attributes nobody evaluates.</summary>
public class ValidationNotRunTests
{
    private static Verify<ValidationNotRun> Rule => new();

    private const string Types = """

        public class NewOrder { [Required, MaxLength(20)] public string? Text { get; set; } [Range(1, 10)] public int Count { get; set; } }
        public record Line([Range(1, 10)] int Count);
        public class Basket { public List<Line> Lines { get; set; } = []; }
        public class Self : IValidatableObject { public int A { get; set; } public IEnumerable<ValidationResult> Validate(ValidationContext context) => []; }
        public class Plain { public string? Text { get; set; } [DataType(DataType.Password)] public string? Secret { get; set; } [Display(Name = "a")] public Plain? Inner { get; set; } }
        """;

    private static string Program(string mapping, string services = "", string more = "") => $$"""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        var builder = WebApplication.CreateBuilder();
        {{services}}
        var app = builder.Build();
        app.{{mapping}};
        {{more}}
        """ + Types;

    [Theory]
    [InlineData("MapPost(\"/a\", (NewOrder [|order|]) => order.Text)")]
    [InlineData("MapPut(\"/a/{id}\", async (int id, [FromBody] NewOrder? [|order|], ILogger<NewOrder> logger) => { await Task.Yield(); logger.LogInformation(\"a\"); })")]
    [InlineData("MapPost(\"/a\", ([FromBody] List<NewOrder> [|orders|]) => orders.Count)")]
    [InlineData("MapPost(\"/a\", (Line [|line|]) => line.Count)")]
    [InlineData("MapPost(\"/a\", (Basket [|basket|]) => basket.Lines)")]
    [InlineData("MapPost(\"/a\", (Self [|self|]) => self.A)")]
    [InlineData("MapGroup(\"/g\").MapPost(\"/a\", Create); static void Create(NewOrder [|order|]) { }")]
    public Task Reports_bodies_of_minimal_APIs(string mapping) => Rule.Reports(Program(mapping));

    [Fact]
    public Task Reports_handlers_in_other_files_of_the_host() => Rule
        .File("Program.cs", "public static class Program { public static void Main() { var app = WebApplication.CreateSlimBuilder().Build(); app.MapOrders(); app.Run(); } }")
        .Reports("""
            using System.ComponentModel.DataAnnotations;
            public static class Orders
            {
                public static void MapOrders(this WebApplication app) => app.MapGroup("/orders").WithTags("a").MapPost("/", Create);
                private static int Create(NewOrder [|order|]) => order.Count;
            }
            """ + Types);

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("Nothing runs the validation attributes of 'NewOrder' here, so invalid values reach the code behind them; call builder.Services.AddValidation()")
        .Reports(Program("MapPost(\"/a\", (NewOrder [|order|]) => order.Text)"));

    [Theory]
    [InlineData("MapPost(\"/a\", (NewOrder order) => order.Text)", "builder.Services.AddValidation();")]
    [InlineData("MapPost(\"/a\", (NewOrder order) => order.Text).AddEndpointFilter<Checks>()")]
    [InlineData("MapGroup(\"/g\").AddEndpointFilter(async (context, next) => await next(context)).MapPost(\"/a\", (NewOrder order) => order.Text)")]
    [InlineData("MapPost(\"/a\", (NewOrder order) => Validator.TryValidateObject(order, new(order), null))")]
    [InlineData("MapPost(\"/a\", (NewOrder order) => Api.Validate(order))")]
    [InlineData("MapPost(\"/a\", (NewOrder order, ISender sender) => sender.Send(order))")]
    [InlineData("MapPost(\"/a\", (NewOrder order, OrderClient client) => client.Create(order))")]
    [InlineData("MapPost(\"/a\", (NewOrder order, HttpClient client) => client.PostAsJsonAsync(\"/b\", order))")]
    [InlineData("MapPost(\"/a\", (Plain body) => body.Text)")]
    [InlineData("MapPost(\"/a\", (int id, [FromServices] NewOrder order) => order.Text)")]
    [InlineData("MapGet(\"/a\", (string text) => text)")]
    public Task Silent_where_something_may_run_them(string mapping, string services = "") => Rule.Silent(Program(mapping, services, """
        static class Api { public static bool Validate(NewOrder order) => order.Count > 0; }
        interface ISender { Task Send(object request); }
        class OrderClient(HttpClient http) { public Task Create(NewOrder order) => http.PostAsJsonAsync("/b", order); }
        class Checks : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }
        """));

    /// <summary>What a filter validates is no evidence for the others.</summary>
    [Fact]
    public Task Reports_beside_an_endpoint_that_has_a_filter() => Rule.Reports(Program(
        "MapPost(\"/a\", (NewOrder order) => order.Text).AddEndpointFilter<Checks>(); app.MapPost(\"/b\", (Line [|line|]) => line.Count)",
        more: """
            class Checks : IEndpointFilter
            {
                public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                    Validator.TryValidateObject(context.Arguments[0]!, new(context.Arguments[0]!), null) ? next(context) : throw new BadHttpRequestException("no");
            }
            """));

    [Fact]
    public Task Silent_with_a_validator_library() => Rule
        .File("Validators.cs", "class OrderValidator : FluentValidation.AbstractValidator<NewOrder> { }")
        .Silent(Program("MapPost(\"/a\", (NewOrder order) => order.Text)"));

    [Fact]
    public Task Silent_without_a_host_in_sight() => Rule.Silent("""
        using System.ComponentModel.DataAnnotations;
        public static class Orders { public static void MapOrders(this WebApplication app) => app.MapPost("/", (NewOrder order) => order.Count); }
        """ + Types);

    [Fact]
    public Task Silent_for_groups_out_of_sight() => Rule.Silent("""
        using System.ComponentModel.DataAnnotations;
        WebApplication.CreateBuilder().Build().Run();
        public static class Orders { public static void MapOrders(this IEndpointRouteBuilder app) => app.MapPost("/", (NewOrder order) => order.Count); }
        """ + Types);

    /// <summary>EF reads the attributes that describe columns; a range is for no one else.</summary>
    [Fact]
    public Task Silent_for_columns_of_an_entity() => Rule.Reports("""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/a", (Customer customer, Shop shop) => shop.Add(customer).State);
        app.MapPost("/b", (Ticket [|ticket|], Shop shop) => shop.Add(ticket).State);
        public class Customer { public int Id { get; set; } [Required, StringLength(20)] public string Name { get; set; } = ""; }
        public class Ticket { public int Id { get; set; } [Range(1, 5)] public int Priority { get; set; } }
        public class Shop : DbContext { public DbSet<Customer> Customers => Set<Customer>(); public DbSet<Ticket> Tickets => Set<Ticket>(); }
        """);

    /// <summary>The generator of the framework adds a file that names each type it took; it takes public ones.</summary>
    [Fact]
    public Task Reports_a_type_that_the_generator_left_out() => Rule
        .File("Microsoft.Extensions.Validation.ValidationsGenerator/ValidatableInfoResolver.g.cs", "class Resolver { bool Has(System.Type type) => type == typeof(global::NewOrder); }")
        .Says("Nothing runs the validation attributes of 'Inner' here, so invalid values reach the code behind them; make the type public, which AddValidation() needs to see it")
        .Reports(Program(
            "MapPost(\"/a\", (NewOrder order) => order.Text); app.MapPost(\"/b\", (Inner [|inner|]) => inner.Count); app.MapPost(\"/c\", (Inner inner) => inner.Count).DisableValidation()",
            "builder.Services.AddValidation();",
            "class Inner { [Range(1, 10)] public int Count { get; set; } }"));

    private static string Controller(string members, string attribute = "", string setup = "builder.Services.AddControllersWithViews();", string more = "") => $$"""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        var builder = WebApplication.CreateBuilder();
        {{setup}}
        {{attribute}}
        public class OrdersController : Controller { {{members}} }
        {{more}}
        """ + Types;

    [Theory]
    [InlineData("[HttpPost] public IActionResult Create(NewOrder [|order|]) => Ok(order.Text);")]
    [InlineData("[HttpPost] public async Task<IActionResult> Create([FromForm] NewOrder [|order|]) { await Task.Yield(); return View(); }")]
    [InlineData("[HttpPut, ValidateAntiForgeryToken] public void Create([FromBody] List<Line> [|lines|]) { }")]
    public Task Reports_models_of_controllers_that_never_look_at_their_state(string action) => Rule.Reports(Controller(action));

    [Fact]
    public Task Says_what_to_write_in_a_controller() => Rule
        .Says("Nothing runs the validation attributes of 'NewOrder' here, so invalid values reach the code behind them; mark the controller [ApiController], or answer 400 unless ModelState.IsValid")
        .Reports(Controller("[HttpPost] public IActionResult Create(NewOrder [|order|]) => Ok(order.Text);"));

    [Theory]
    [InlineData("[HttpPost] public IActionResult Create(NewOrder order) => Ok(order.Text);", "[ApiController, Route(\"a\")]")]
    [InlineData("[HttpPost] public IActionResult Create(NewOrder order) => ModelState.IsValid ? Ok(order.Text) : BadRequest();")]
    [InlineData("[HttpPost] public IActionResult Create(NewOrder order) => Other(order); private IActionResult Other(object o) => TryValidateModel(o) ? Ok() : BadRequest();")]
    [InlineData("[HttpPost] public IActionResult Create(NewOrder order) => Ok(order.Text);", "[Checked]")]
    [InlineData("[HttpPost] public IActionResult Create(Plain body) => Ok(body.Text);")]
    [InlineData("[HttpGet] public IActionResult List(NewOrder order) => Ok(order.Text);")]
    [InlineData("public IActionResult List(NewOrder order) => Ok(order.Text);")]
    public Task Silent_where_a_controller_may_look_at_the_state(string action, string attribute = "") =>
        Rule.Silent(Controller(action, attribute, more: "class CheckedAttribute : ActionFilterAttribute { }"));

    [Fact]
    public Task Silent_with_a_filter_for_all_or_a_host_elsewhere()
    {
        const string action = "[HttpPost] public IActionResult Create(NewOrder order) => Ok(order.Text);";
        const string filter = "class Checks : IActionFilter { public void OnActionExecuting(ActionExecutingContext context) { if (!context.ModelState.IsValid) context.Result = new BadRequestResult(); } public void OnActionExecuted(ActionExecutedContext context) { } }";
        return Task.WhenAll(Rule.Silent(Controller(action, more: filter)), Rule.Silent(Controller(action, setup: "")));
    }

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", "static class Api { static void Map(WebApplication app) => app.MapPost(\"/a\", (NewOrder order) => order.Text); }")
        .Silent("using System.ComponentModel.DataAnnotations; WebApplication.CreateBuilder().Build().Run();" + Types);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        using System.ComponentModel.DataAnnotations;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/orders", (NewOrder order, [FromBody] Missing missing) => order.Validate(
        """ + Types);

    [Fact]
    public Task Fix_switches_validation_on_once_for_all_reports() => Rule.Fixes(
        Program("MapPost(\"/a\", (NewOrder [|order|]) => order.Text); app.MapPost(\"/b\", (Line [|line|]) => line.Count)", "// services"),
        Program("MapPost(\"/a\", (NewOrder order) => order.Text); app.MapPost(\"/b\", (Line line) => line.Count)", "// services")
            .Replace("CreateBuilder();\n", "CreateBuilder();\nbuilder.Services.AddValidation();\n"));

    [Fact]
    public Task Fix_keeps_comments_and_indentation() => Rule
        .File("Orders.cs", "using System.ComponentModel.DataAnnotations; public record NewLine([Range(1, 10)] int Count);")
        .Fixes(
            """
            public static class Program
            {
                public static void Main()
                {
                    // the host
                    var host = WebApplication.CreateBuilder(); // made here
                    var app = host.Build();
                    app.MapPost("/a", (NewLine [|line|]) => line.Count);
                }
            }
            """,
            """
            public static class Program
            {
                public static void Main()
                {
                    // the host
                    var host = WebApplication.CreateBuilder(); // made here
                    host.Services.AddValidation();
                    var app = host.Build();
                    app.MapPost("/a", (NewLine line) => line.Count);
                }
            }
            """);

    private static string Host(string services) => $$"""
        public static class Program
        {
            public static void Main(string[] args)
            {
                // the host
                var builder = WebApplication.CreateBuilder(args);
                {{services}}builder.Services.AddHttpClient(); // what it calls
                var app = builder.Build();
                app.MapOrders();
                app.MapReturns();
            }
        }
        """;

    private static string Mapped(string name, string handler) => $$"""
        public static class {{name}}
        {
            public static void Map{{name}}(this WebApplication app) => app.MapPost("/{{name}}", {{handler}});
        }
        """;

    /// <summary>The handlers stand in two files, the host in a third: one edit, there.</summary>
    [Fact]
    public Task Fix_edits_the_host_in_another_file() => Rule
        .File("Program.cs", Host(""))
        .File("Returns.cs", Mapped("Returns", "(NewOrder [|order|]) => order.Text"))
        .FileBecomes("Program.cs", Host("builder.Services.AddValidation();\n        "))
        .FileBecomes("Returns.cs", Mapped("Returns", "(NewOrder order) => order.Text"))
        .Fixes(
            "using System.ComponentModel.DataAnnotations;\n" + Mapped("Orders", "(Line [|line|]) => line.Count") + Types,
            "using System.ComponentModel.DataAnnotations;\n" + Mapped("Orders", "(Line line) => line.Count") + Types);

    [Fact]
    public Task No_fix_without_a_builder_in_a_local() => Rule.HasNoFix(Program("MapPost(\"/a\", (NewOrder [|order|]) => order.Text)").Replace("var builder = WebApplication.CreateBuilder();", "").Replace("builder.Build()", "WebApplication.CreateBuilder().Build()"));

    [Fact]
    public Task No_fix_for_controllers() => Rule.HasNoFix(Controller("[HttpPost] public IActionResult Create(NewOrder [|order|]) => Ok(order.Text);"));
}
