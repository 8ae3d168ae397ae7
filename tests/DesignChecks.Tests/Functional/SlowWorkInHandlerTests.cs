using DesignChecks.Rules.Functional;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Functional;

/// <summary>DCK0201: endpoints that keep their caller waiting for a mail server or a timer.</summary>
public partial class SlowWorkInHandlerTests
{
    private static Verify<SlowWorkInHandler> Rule => new();

    private static string Action(string body, string more = "") => $$"""
        using Microsoft.AspNetCore.Mvc;
        [ApiController]
        [Route("orders")]
        public class OrdersController(System.Net.Mail.SmtpClient smtp, MailKit.Net.Smtp.ISmtpClient kit, SendGrid.ISendGridClient grid, Reports reports) : ControllerBase
        {
            [HttpPost]
            public async Task<IActionResult> Place(string to, System.Net.Mail.MailMessage mail, MimeKit.MimeMessage mime, SendGrid.Helpers.Mail.SendGridMessage letter, CancellationToken cancel)
            {
                await Task.Yield();
                {{body}}
                return Ok();
            }
            {{more}}
        }
        public class Reports { public void Build() { } public Task BuildAsync() => Task.CompletedTask; public int Count => 1; }
        """;

    private static string Route(string handler) => $$"""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/orders", {{handler}});
        app.Run();
        """;

    [Fact]
    public Task Says_what_to_do() => Rule
        .Says(Message("'SendMailAsync' talks to a mail server"))
        .Says(Waits("Delay", TimeSpan.FromSeconds(2)))
        .Reports(Action("await smtp.[|SendMailAsync|](mail); await Task.[|Delay|](2000);"));

    [Theory]
    [InlineData("smtp.[|Send|](mail);")]
    [InlineData("smtp.[|Send|](\"shop@example.com\", to, \"Thanks\", \"for all\");")]
    [InlineData("await smtp.[|SendMailAsync|](mail, cancel).ConfigureAwait(false);")]
    [InlineData("smtp.[|SendMailAsync|](mail).Wait();")]
    [InlineData("smtp.[|SendMailAsync|](mail).GetAwaiter().GetResult();")]
    [InlineData("kit.[|Send|](mime);")]
    [InlineData("var answer = await kit.[|SendAsync|](mime, cancel);")]
    [InlineData("using var client = new MailKit.Net.Smtp.SmtpClient(); await client.[|SendAsync|](mime);")]
    [InlineData("await grid.[|SendEmailAsync|](letter, cancel);")]
    [InlineData("await new SendGrid.SendGridClient(\"key\").[|SendEmailAsync|](letter);")]
    public Task Reports_mail(string body) => Rule.Reports(Action(body));

    [Theory]
    [InlineData("Thread.[|Sleep|](1000);")]
    [InlineData("Thread.[|Sleep|](TimeSpan.FromSeconds(3));")]
    [InlineData("await Task.[|Delay|](TimeSpan.FromSeconds(1), cancel);")]
    [InlineData("const int pause = 5000; await Task.[|Delay|](pause);")]
    public Task Reports_waits_of_a_second_and_more(string body) => Rule.Reports(Action(body));

    [Theory]
    [InlineData("async (System.Net.Mail.SmtpClient smtp, HttpRequest request) => { await smtp.[|SendMailAsync|](\"a@example.com\", \"b@example.com\", \"x\", \"y\"); return Results.Ok(); }")]
    [InlineData("() => { Thread.[|Sleep|](2000); return Results.Ok(); }")]
    [InlineData("() => Task.[|Delay|](2000)")]
    [InlineData("Place); static async Task Place(System.Net.Mail.SmtpClient smtp) => await smtp.[|SendMailAsync|](\"a@example.com\", \"b@example.com\", \"x\", \"y\"); app.MapGet(\"/\", () => 1")]
    public Task Reports_in_minimal_APIs(string handler) => Rule.Reports(Route(handler));

    [Fact]
    public Task Reports_in_a_private_method_of_the_class() => Rule.Reports(Action(
        "await Thank(mail);", "private async Task Thank(System.Net.Mail.MailMessage mail) { using var own = new System.Net.Mail.SmtpClient(); await own.[|SendMailAsync|](mail); }"));

    [Fact]
    public Task Reports_a_function_with_an_HTTP_trigger() => Rule.Reports("""
        public class HttpTriggerAttribute(params string[] methods) : Attribute { public string[] Methods => methods; }
        public class Orders
        {
            public void Place([HttpTrigger("post")] HttpRequest request) => Thread.[|Sleep|](5000);
        }
        namespace Microsoft.Azure.WebJobs { public class HttpTriggerAttribute : Attribute; }
        """);

    [Fact]
    public Task Reports_what_the_team_names() => Task.WhenAll(
        Rule.With("dotnet_code_quality.DCK0201.slow_methods = Reports.Build").Reports(Action("reports.[|Build|](); await reports.BuildAsync();")),
        Rule.With("dotnet_code_quality.designchecks.slow_methods = Reports").Reports(Action("reports.[|Build|](); await reports.[|BuildAsync|]();")),
        Rule.With("dotnet_code_quality.DCK0201.slow_methods = M:Reports.BuildAsync").Reports(Action("reports.Build(); await reports.[|BuildAsync|](); _ = reports.BuildAsync();")));

    [Theory]
    [InlineData("Thread.Sleep(100);")]
    [InlineData("await Task.Delay(500);")]
    [InlineData("await Task.Delay(int.Parse(to));")] // unknown
    [InlineData("await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);")]
    public Task Silent_for_short_and_unknown_waits(string body) => Rule.Silent(Action(body));

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { try { break; } catch { await Task.Delay(2000); } }")] // between attempts
    [InlineData("while (!cancel.IsCancellationRequested) await Task.Delay(1000, cancel);")] // between looks
    [InlineData("try { reports.Build(); } catch { await Task.Delay(2000); reports.Build(); }")]
    [InlineData("await Task.WhenAny(reports.BuildAsync(), Task.Delay(5000));")] // a time limit
    public Task Silent_for_retries_polls_and_time_limits(string body) => Rule.Silent(Action(body));

    [Theory]
    [InlineData("if (to.Length == 0) { await Task.Delay(2000); throw new InvalidOperationException(); }")]
    [InlineData("if (to.Length == 0) { await Task.Delay(2000); return Unauthorized(); }")]
    [InlineData("if (to.Length == 0) { ModelState.AddModelError(\"to\", \"wrong\"); await Task.Delay(2000); } else { return Ok(); } return BadRequest(ModelState);")]
    public Task Silent_for_a_pause_before_a_refusal(string body) => Rule.Silent(Action(body));

    [Theory]
    [InlineData("_ = smtp.SendMailAsync(mail);")]
    [InlineData("smtp.SendAsync(mail, null);")]
    [InlineData("_ = Task.Run(() => smtp.Send(mail));")]
    [InlineData("Response.OnCompleted(async () => await smtp.SendMailAsync(mail));")]
    public Task Silent_when_the_request_goes_on_meanwhile(string body) => Rule.Silent(Action(body));

    [Fact]
    public Task Silent_in_consumers_and_hosted_services() => Rule.Silent("""
        public record Placed(string To);
        public class Mailer(System.Net.Mail.SmtpClient smtp) : MassTransit.IConsumer<Placed>
        {
            public Task Consume(MassTransit.ConsumeContext<Placed> context) => smtp.SendMailAsync("shop@example.com", context.Message.To, "Thanks", "for all");
        }
        public class Worker(System.Net.Mail.SmtpClient smtp) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop)
            {
                await Task.Delay(5000, stop);
                await smtp.SendMailAsync("shop@example.com", "all@example.com", "Up", "again", stop);
            }
        }
        public class Service(System.Net.Mail.SmtpClient smtp) { public void Thank(string to) => smtp.Send("shop@example.com", to, "Thanks", "for all"); }
        """);

    [Fact]
    public Task Silent_for_own_types_of_such_names() => Rule.Silent(Action("new Thread().Sleep(5000); new SmtpClient().Send(to);") + """
        public class Thread { public void Sleep(int time) { } }
        public class SmtpClient { public void Send(string to) { } }
        """);

    [Fact]
    public Task Silent_in_Development() => Rule.Silent("""
        var app = WebApplication.CreateBuilder(args).Build();
        if (app.Environment.IsDevelopment())
            app.MapGet("/slow", () => Thread.Sleep(5000));
        app.Run();
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Orders.g.cs", Action("Thread.Sleep(5000);")).Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Action("await smtp.SendMailAsync(; Thread.Sleep("));
}
