using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0510: POST with an outside effect has no idempotency key.</summary>
public class PostWithEffectHasNoIdempotencyKeyTests
{
    private static Verify<PostWithEffectHasNoIdempotencyKey> Rule => new();

    private const string Parts = """

        public record NewPayment(decimal Amount, string Card);
        public interface IPaymentGateway { Task Charge(decimal amount); Task<string> GetStatus(string id); Task Charge(decimal amount, string idempotencyKey); }
        public class BillingClient { public Task PayInvoice(int id) => Task.CompletedTask; public Task<int> ListPayments() => Task.FromResult(1); }
        public interface ISmsService { Task SendAsync(string to); }
        public class FileTransferService { public Task SendFile(string name) => Task.CompletedTask; }
        public class Payment { public int Id { get; set; } public bool IsPaid { get; set; } public string Reference { get; set; } = ""; public string Status { get; set; } = ""; }
        public class Shop : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<Payment> Payments => Set<Payment>(); }
        """;

    private static string Post(string handler, string more = "", string route = "/payments", string name = "MapPost") => $$"""
        using MassTransit;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        var app = WebApplication.CreateBuilder().Build();
        app.{{name}}("{{route}}", {{handler}});
        {{more}}
        """ + Parts;

    [Theory]
    [InlineData("async (NewPayment payment, IPaymentGateway gateway) => await gateway.Charge(payment.Amount)")]
    [InlineData("(int id, BillingClient billing) => billing.PayInvoice(id)")]
    [InlineData("async (string to, ISmsService sms) => { await sms.SendAsync(to); return Results.Ok(); }")]
    [InlineData("(NewPayment payment, IPublishEndpoint bus) => bus.Publish(payment)")]
    [InlineData("(NewPayment payment, Stripe.ChargeService charges) => charges.CreateAsync(new() { Amount = 3 })")]
    [InlineData("(SendGrid.ISendGridClient mail) => mail.SendEmailAsync(new SendGrid.Helpers.Mail.SendGridMessage())")]
    [InlineData("(System.Net.Mail.SmtpClient mail, System.Net.Mail.MailMessage message) => mail.Send(message)")]
    [InlineData("(NewPayment payment, IPaymentGateway gateway) => Pay(gateway, payment)", "static Task Pay(IPaymentGateway gateway, NewPayment payment) => gateway.Charge(payment.Amount);")]
    [InlineData("async (int id, Shop shop, IPaymentGateway gateway) => { var payment = await shop.Payments.FindAsync(id); if (payment is null) return Results.NotFound(); await gateway.Charge(3); return Results.Ok(); }")]
    public Task Reports_an_effect_that_a_repeat_has_again(string handler, string more = "") =>
        Rule.Reports(Post(handler, more, name: "[|MapPost|]"));

    [Fact]
    public Task Says_what_to_write_at_the_handler() => Rule
        .Says("A client that misses the answer sends this POST again, and 'Charge' happens twice; take an Idempotency-Key header, keep it with the outcome, and answer a repeat with that")
        .Reports(Post("Pay", "static async Task<IResult> [|Pay|](NewPayment payment, IPaymentGateway gateway) { await gateway.Charge(payment.Amount); return Results.Ok(); }"));

    [Fact]
    public Task Reports_in_controllers_and_functions_mapped_elsewhere() => Rule
        .File("Program.cs", "static class Api { static void Map(WebApplication app) { app.MapPost(\"/a\", Handlers.Pay); app.MapPost(\"/b\", Handlers.Pay); app.MapGet(\"/c\", Handlers.Get); } }")
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            [ApiController, Route("payments")]
            public class PaymentsController(IPaymentGateway gateway) : ControllerBase
            {
                [HttpPost] public async Task<IActionResult> [|Pay|](NewPayment payment) { await gateway.Charge(payment.Amount); return Ok(); }
                [HttpPost("all")] public Task [|PayAll|](NewPayment[] payments) => Each(payments);
                [HttpPut("{id}")] public Task Put(int id) => gateway.Charge(id);
                [HttpGet] public Task Get() => gateway.Charge(1);
                [HttpPost("status")] public Task<string> Status(string id) => gateway.GetStatus(id);
                private async Task Each(NewPayment[] payments) { foreach (var payment in payments) await gateway.Charge(payment.Amount); }
            }
            static class Handlers
            {
                public static Task [|Pay|](IPaymentGateway gateway) => gateway.Charge(1);
                public static Task Get(IPaymentGateway gateway) => gateway.Charge(1);
            }
            """ + Parts);

    [Theory]
    [InlineData("([FromHeader(Name = \"Idempotency-Key\")] string key, IPaymentGateway gateway) => gateway.Charge(1)")]
    [InlineData("([FromHeader(Name = \"X-Request-Id\")] Guid id, IPaymentGateway gateway) => gateway.Charge(1)")]
    [InlineData("(string idempotencyKey, IPaymentGateway gateway) => gateway.Charge(1)")]
    [InlineData("(Keyed body, IPaymentGateway gateway) => gateway.Charge(1)")]
    [InlineData("(Tokened body, IPaymentGateway gateway) => gateway.Charge(1)")]
    [InlineData("(Chosen body, IPaymentGateway gateway) => gateway.Charge(1)")]
    [InlineData("(HttpRequest request, IPaymentGateway gateway) => { var key = request.Headers[\"Idempotency-Key\"]; return gateway.Charge(1); }")]
    [InlineData("(HttpContext context, IPaymentGateway gateway) => Pay(context, gateway)")]
    [InlineData("(IdempotencyStore store, IPaymentGateway gateway) => { store.Check(); return gateway.Charge(1); }")]
    [InlineData("[Idempotent] (IPaymentGateway gateway) => gateway.Charge(1)")]
    [InlineData("(int id, IPaymentGateway gateway) => gateway.Charge(1, idempotencyKey: \"order-\" + id)")]
    [InlineData("(int id, Stripe.ChargeService charges) => charges.CreateAsync(new(), new Stripe.RequestOptions { IdempotencyKey = $\"order-{id}\" })")]
    public Task Silent_when_something_reads_a_key(string handler) => Rule.Silent(Post(handler, Keys));

    [Theory]
    [InlineData("(IPaymentGateway gateway) => gateway.Charge(1, idempotencyKey: Guid.NewGuid().ToString())")]
    [InlineData("(Stripe.ChargeService charges) => charges.CreateAsync(new(), new Stripe.RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() })")]
    public Task Reports_a_key_that_is_made_anew_for_each_request(string handler) => Rule.Reports(Post(handler, name: "[|MapPost|]"));

    private const string Keys = """
        static Task Pay(HttpContext context, IPaymentGateway gateway) => context.Request.Headers.TryGetValue("x-idempotency-key", out _) ? gateway.Charge(1) : Task.CompletedTask;
        record Keyed(decimal Amount, string IdempotencyKey);
        class Tokened { public string? ClientToken { get; set; } public Guid RequestId { get; set; } }
        record Chosen(Guid Id, decimal Amount);
        class IdempotencyStore { public void Check() { } }
        class IdempotentAttribute : Attribute;
        """;

    [Fact]
    public Task Silent_when_a_filter_of_the_endpoint_or_its_group_reads_a_key() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/a", (IPaymentGateway gateway) => gateway.Charge(1)).AddEndpointFilter<IdempotencyFilter>();
        var group = app.MapGroup("/b").AddEndpointFilter<Once>();
        group.MapPost("/c", (IPaymentGateway gateway) => gateway.Charge(1));
        app.MapPost("/d", (IPaymentGateway gateway) => gateway.Charge(1)).AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.ContainsKey("Idempotency-Key") ? await next(context) : Results.BadRequest());
        app.MapPost("/e", (IPaymentGateway gateway) => gateway.Charge(1)).RequireIdempotency();
        class IdempotencyFilter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => next(context); }
        class Once : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                context.HttpContext.Request.Headers.ContainsKey("Idempotency-Key") ? next(context) : default;
        }
        static class Conventions { public static T RequireIdempotency<T>(this T builder) where T : IEndpointConventionBuilder => builder; }
        [ApiController, Route("payments"), ServiceFilter(typeof(Deduplicate))]
        public class PaymentsController(IPaymentGateway gateway) : ControllerBase
        {
            [HttpPost] public Task Pay(NewPayment payment) => gateway.Charge(payment.Amount);
        }
        public class Deduplicate : IActionFilter
        {
            public void OnActionExecuting(ActionExecutingContext context) { var idempotencyKey = context.HttpContext.Request.Headers["key"]; }
            public void OnActionExecuted(ActionExecutedContext context) { }
        }
        """ + Parts);

    [Fact]
    public Task Silent_when_a_middleware_reads_it_for_all() => Rule.Silent(Post("(IPaymentGateway gateway) => gateway.Charge(1)", """
        class IdempotencyMiddleware(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); }
        """));

    [Fact]
    public Task Silent_when_the_group_is_not_in_sight() => Rule.Silent("""
        static class Api
        {
            public static void Map(this Microsoft.AspNetCore.Routing.RouteGroupBuilder group) => group.MapPost("/a", (IPaymentGateway gateway) => gateway.Charge(1));
        }
        """ + Parts);

    [Theory]
    [InlineData("async (int id, Shop shop, IPaymentGateway gateway) => { var p = await shop.Payments.FindAsync(id); if (p!.IsPaid) return; await gateway.Charge(1); }")]
    [InlineData("async (int id, Shop shop, IPaymentGateway gateway) => { var p = await shop.Payments.FindAsync(id); if (p!.Status == \"new\") await gateway.Charge(1); }")]
    [InlineData("async (string reference, Shop shop, IPaymentGateway gateway) => { if (await shop.Payments.AnyAsync(p => p.Reference == reference)) return; await gateway.Charge(1); }")]
    public Task Silent_when_the_code_looks_at_what_was_done_before(string handler) => Rule.Silent(Post(handler));

    [Theory]
    [InlineData("(IPaymentGateway gateway) => gateway.GetStatus(\"1\")", "/payments")]
    [InlineData("(BillingClient billing) => billing.ListPayments()", "/payments")]
    [InlineData("(FileTransferService files) => files.SendFile(\"a\")", "/files")]
    [InlineData("(IPaymentGateway gateway) => gateway.Charge(1)", "/webhooks/stripe")]
    [InlineData("(ISmsService sms) => sms.SendAsync(\"a\")", "/account/resend-code")]
    [InlineData("(MediatR.IMediator mediator, MediatR.INotification note) => mediator.Publish(note)", "/orders")]
    public Task Silent_for_reads_callbacks_and_mails_that_are_asked_for(string handler, string route) => Rule.Silent(Post(handler, route: route));

    [Fact]
    public Task Silent_for_forms_of_pages() => Rule.Silent("""
        using Microsoft.AspNetCore.Mvc;
        public class CheckoutController(IPaymentGateway gateway) : Controller
        {
            [HttpPost] public async Task<IActionResult> Pay(NewPayment payment) { await gateway.Charge(payment.Amount); return RedirectToAction("Done"); }
            [HttpPost, ValidateAntiForgeryToken] public Task Again(NewPayment payment) => gateway.Charge(payment.Amount);
        }
        """ + Parts);

    [Fact]
    public Task Options_add_methods_and_headers() => Rule
        .With("dotnet_code_quality.DCK0510.effect_methods = Printer.Print, ILegacyBus")
        .With("dotnet_code_quality.designchecks.idempotency_headers = X-Command")
        .With("dotnet_code_quality.DCK0510.bus_types = IEventQueue")
        .Reports("""
            using Microsoft.AspNetCore.Mvc;
            var app = WebApplication.CreateBuilder().Build();
            app.[|MapPost|]("/a", (Printer printer) => printer.Print());
            app.[|MapPost|]("/b", (ILegacyBus bus) => bus.Emit());
            app.[|MapPost|]("/c", (IEventQueue queue) => queue.PublishEvent());
            app.MapPost("/d", (Printer printer, [FromHeader(Name = "X-Command")] string command) => printer.Print());
            app.MapPost("/e", (Printer printer) => printer.Preview());
            class Printer { public void Print() { } public void Preview() { } }
            interface ILegacyBus { void Emit(); }
            interface IEventQueue { void PublishEvent(); }
            """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        var app = new App();
        app.MapPost("/a", () => new PaymentService().Charge());
        class App { public void MapPost(string pattern, Delegate handler) { } }
        class PaymentService { public void Charge() { } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Api.g.cs", """
        static class Api { static void Map(WebApplication app) => app.MapPost("/a", (IPaymentGateway gateway) => gateway.Charge(1)); }
        """).Silent(Parts);

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/a", (IPaymentGateway gateway) => gateway.Charge(
        """ + Parts);

    [Fact]
    public Task Fix_takes_the_header() => Rule.Fixes(
        """
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.[|MapPost|]("/a", async (NewPayment payment, IPaymentGateway gateway, CancellationToken cancel) => await gateway.Charge(payment.Amount)); // pays
        app.MapPost("/b", Pay);
        static async Task [|Pay|](
            NewPayment payment,
            IPaymentGateway gateway,
            int times = 1)
        {
            await gateway.Charge(payment.Amount);
        }
        """ + Parts,
        """
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/a", async (NewPayment payment, IPaymentGateway gateway, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey, CancellationToken cancel) => await gateway.Charge(payment.Amount)); // pays
        app.MapPost("/b", Pay);
        static async Task Pay(
            NewPayment payment,
            IPaymentGateway gateway,
            [FromHeader(Name = "Idempotency-Key")] string idempotencyKey,
            int times = 1)
        {
            await gateway.Charge(payment.Amount);
        }
        """ + Parts);

    [Fact]
    public Task Fix_adds_the_namespace() => Rule.Fixes(
        """
        var app = WebApplication.CreateBuilder().Build();
        app.[|MapPost|]("/a", (IPaymentGateway gateway) => gateway.Charge(1));
        """ + Parts,
        """
        using Microsoft.AspNetCore.Mvc;

        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/a", (IPaymentGateway gateway, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey) => gateway.Charge(1));
        """ + Parts);

    [Fact]
    public Task No_fix_where_the_signature_is_prescribed() => Rule.HasNoFix("""
        using Microsoft.AspNetCore.Mvc;
        public abstract class Base : ControllerBase { public abstract Task Pay(NewPayment payment); }
        [Route("payments")]
        public class PaymentsController(IPaymentGateway gateway) : Base { [HttpPost] public override Task [|Pay|](NewPayment payment) => gateway.Charge(1); }
        """ + Parts);
}
