using DesignChecks.Rules.Capacity;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Capacity;

/// <summary>DCK0403: fields of request bodies that may be as long or large as the caller likes.</summary>
public class RequestFieldWithoutBoundTests
{
    private static Verify<RequestFieldWithoutBound> Rule => new();

    private static string Body(string members, string more = "", string handler = "(Order order) => Results.Ok(order)") => $$"""
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;
        using FluentValidation;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", {{handler}});
        app.Run();
        public class Order
        {
            {{members}}
        }
        {{more}}
        """;

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("Nothing limits the length of 'Note' of this request, so each caller decides how much the service reads, stores and computes; add [StringLength], or a rule of a validator")
        .Says("Nothing limits the number of 'Tags' of this request, so each caller decides how much the service reads, stores and computes; add [MaxLength], or a rule of a validator")
        .Says("Nothing limits the value of 'Quantity' of this request, so each caller decides how much the service reads, stores and computes; add [Range], or a rule of a validator")
        .Reports(Body("public string Note { get; set; } = \"\"; public List<string> Tags { get; set; } = []; public int? Quantity { get; set; }").Replace(" Note ", " [|Note|] ").Replace(" Tags ", " [|Tags|] ").Replace(" Quantity ", " [|Quantity|] "));

    [Theory]
    [InlineData("[Required] public string [|Note|] { get; set; } = \"\";")]
    [InlineData("[EmailAddress] public string [|Mail|] { get; set; } = \"\";")]
    [InlineData("[MinLength(3)] public string[] [|Tags|] { get; set; } = [];")]
    [InlineData("public required decimal [|Total|] { get; init; }")]
    [InlineData("public Dictionary<string, string> [|Labels|] { get; set; } = new();")]
    public Task Reports_fields_whose_attributes_do_not_limit(string member) => Rule.Reports(Body(member));

    [Fact]
    public Task Reports_records_and_what_they_contain() => Rule.Reports("""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        [ApiController, Route("orders")]
        public class OrdersController : ControllerBase
        {
            [HttpPost] public int Post(Order order) => 1;
            [HttpPut] public int Put([FromForm] Change change) => 1;
        }
        public record Order([StringLength(10)] string Code, string [|Note|], [property: MaxLength(5)] Line[] Lines, Address Address);
        public record Line(int [|Count|], int ProductId);
        public class Address : Base { public string? [|City|] { get; set; } }
        public abstract class Base { public string? [|Street|] { get; set; } }
        public class Change { public string [|Text|] { get; set; } = ""; public IFormFile? File { get; set; } }
        """);

    [Theory]
    [InlineData("[StringLength(100)] public string Note { get; set; } = \"\";")]
    [InlineData("[MaxLength(100)] public string Note { get; set; } = \"\"; [Length(1, 5)] public List<int> Sizes { get; set; } = [];")]
    [InlineData("[RegularExpression(\"[a-z]{1,9}\")] public string Note { get; set; } = \"\";")]
    [InlineData("[Range(1, 10)] public int Quantity { get; set; }")]
    [InlineData("[Small] public int Quantity { get; set; }", "public class SmallAttribute : ValidationAttribute;")]
    [InlineData("private int _quantity; public int Quantity { get => _quantity; set => _quantity = Math.Min(value, 10); }")]
    [InlineData("public int Quantity { get; set; }", "public class OrderValidator : AbstractValidator<Order> { public OrderValidator() => RuleFor(order => order.Quantity).LessThan(10); }")]
    [InlineData("public int Quantity { get; set; }", "public class Rules { private readonly InlineValidator<Order> _shared = new(); public Rules() { _shared.RuleFor(order => order.Quantity).LessThan(10); } }")]
    public Task Silent_when_the_declaration_or_a_validator_limits(string member, string more = "") => Rule.Silent(Body(member, more));

    [Fact]
    public Task Silent_for_an_object_that_validates_itself() => Rule.Silent(Body("public int Quantity { get; set; }")
        .Replace("public class Order", "public class Order : IValidatableObject").Replace("public int Quantity", "public IEnumerable<ValidationResult> Validate(ValidationContext context) => []; public int Quantity"));

    [Theory]
    [InlineData("public int Id { get; set; } public string CustomerId { get; set; } = \"\"; public string IdempotencyKey { get; set; } = \"\"; public long Version { get; set; } public string ETag { get; set; } = \"\";")]
    [InlineData("public bool Gift { get; set; } public DateTime On { get; set; } public Guid Reference { get; set; } public DayOfWeek Day { get; set; } public byte Level { get; set; }")]
    [InlineData("public string Name { get; } = \"\"; [JsonIgnore] public string Hidden { get; set; } = \"\"; internal string Own { get; set; } = \"\"; public static string Shared { get; set; } = \"\";")]
    public Task Silent_for_ids_small_types_and_what_a_request_does_not_fill(string members) => Rule.Silent(Body(members));

    [Theory]
    [InlineData("(Order order, IValidator<Order> validator) => validator.Validate(order).IsValid ? Results.Ok() : Results.BadRequest()")]
    [InlineData("(Order order) => { Checks.ValidateOrder(order); return Results.Ok(); }")]
    [InlineData("(Order order) => Results.Ok()).AddEndpointFilter<ValidationFilter>(")]
    public Task Silent_when_a_validator_is_called_that_cannot_be_read(string handler) => Rule.Silent(Body(
        "public string Note { get; set; } = \"\";",
        """
        public static class Checks { public static void ValidateOrder(object order) { } }
        public class ValidationFilter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }
        """,
        handler));

    [Fact]
    public Task Silent_for_entities() => Rule.Silent("""
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", (Order order) => 1);
        public class Order { public int Id { get; set; } public string Note { get; set; } = ""; }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        """);

    [Fact]
    public Task Silent_for_services_and_reports_forms_of_plain_controllers() => Rule.Reports("""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", (Shop shop, Prices prices) => 1);
        public class Shop(DbContextOptions<Shop> options) : DbContext(options) { public DbSet<Order> Orders { get; set; } }
        public class Order { public int Id { get; set; } public string Note { get; set; } = ""; }
        public class Prices(Order order) { public string Currency { get; set; } = order.Note; }
        public class OrdersController : Controller { [HttpPost] public IActionResult Place(OrderForm form) => View(form); }
        public class OrderForm { public string [|Note|] { get; set; } = ""; public List<string> Tags { get; set; } = []; }
        """);

    [Fact]
    public Task Silent_for_types_that_no_request_brings() => Rule.Silent("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/orders", () => new Order());
        app.MapGet("/search", ([AsParameters] Query query) => 1);
        public class Order { public string Note { get; set; } = ""; }
        public class Query { public string? Text { get; set; } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Orders.g.cs", "public class Order { public string Note { get; set; } = \"\"; }").Silent("""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", (Order order) => 1);
        """);

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Body("public Missing Note { get; set; } public string { get; set; }"));
}
