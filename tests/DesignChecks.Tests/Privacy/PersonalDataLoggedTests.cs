using DesignChecks.Rules.Privacy;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Privacy;

/// <summary>DCK1402: Personal-looking data logged.</summary>
public partial class PersonalDataLoggedTests
{
    private static Verify<PersonalDataLogged> Rule => new();

    [Fact]
    public Task Reports_arguments_of_a_template() => Rule
        .Says("'Email' looks like personal data and goes into the log, where a request to delete it doesn't reach; log an id instead, or mask it first")
        .Says("'phoneNumber' looks like personal data and goes into the log, where a request to delete it doesn't reach; log an id instead, or mask it first")
        .Reports("""
            class User { public int Id; public string Email { get; set; } = ""; }
            class Accounts(ILogger<Accounts> logger)
            {
                void Register(User user, string phoneNumber) =>
                    logger.LogInformation("User {UserId} registered with {Email} and {Phone}", user.Id, [|user.Email|], [|phoneNumber|]);
            }
            """);

    [Fact]
    public Task Reports_interpolated_concatenated_and_formatted_messages() => Rule.Reports("""
        class Accounts(ILogger logger)
        {
            void Register(string email, string firstName, string? lastName)
            {
                logger.LogWarning($"No account for {[|email|]}");
                logger.LogWarning("No account for " + [|email|] + "!");
                logger.LogWarning(string.Format("No account for {0}", [|email|].ToLowerInvariant()));
                logger.LogError(new Exception(), $"No account for {[|firstName|].Trim()} {[|lastName|] ?? "?"}");
                logger.Log(LogLevel.Debug, new EventId(1), "Names: {Names}", string.Join(" ", [|firstName|], [|lastName|]));
                logger.LogWarning($"No account for {[|email|]}", "sign-up");
                logger.LogWarning("No account for {Email} at {Step}", [|email|], "sign-up");
                logger.LogDebug("{Name}", new { First = [|firstName|], Length = firstName.Length });
            }
        }
        """);

    [Fact]
    public Task Reports_scopes() => Rule.Reports("""
        class Accounts(ILogger logger)
        {
            void Register(string email, string ssn)
            {
                using (logger.BeginScope("Registering {Email}", [|email|])) { }
                using (logger.BeginScope(new Dictionary<string, object> { ["Email"] = [|email|], ["Attempt"] = 1 })) { }
                using (logger.BeginScope(new Dictionary<string, object> { { "Ssn", [|ssn|] } })) { }
                using (logger.BeginScope(new List<KeyValuePair<string, object>> { new("Email", [|email|]) })) { }
                using (logger.BeginScope(new[] { new KeyValuePair<string, object>("Email", [|email|]) })) { }
                using (logger.BeginScope(("Email", [|email|]))) { }
            }
        }
        """);

    [Fact]
    public Task Reports_Serilog() => Rule.Reports("""
        using Serilog;
        using Serilog.Context;
        using static Serilog.Log;
        class Accounts(Serilog.ILogger log)
        {
            void Register(string email, DateOnly birthDate, string iban, decimal salary)
            {
                Log.Information("Registered {Email}", [|email|]);
                Information("Registered {Email}", [|email|]);
                log.Error(new Exception(), "Born {Date}, paid to {Account}", [|birthDate|], [|iban|]);
                log?.Warning("{A} {B} {C} {D}", 1, 2, 3, [|salary|]);
                log.ForContext("Email", [|email|]).Information("Registered");
                log.ForContext<Accounts>().Information("Registered {Email}", [|email|]);
                using (LogContext.PushProperty("Email", [|email|])) { }
            }
        }
        """);

    [Fact]
    public Task Reports_NLog() => Rule.Reports("""
        using NLog;
        class Accounts
        {
            private static readonly Logger Logger = LogManager.GetCurrentClassLogger();
            void Register(string email, string ipAddress)
            {
                Logger.Info("Registered {Email} from {Ip}", [|email|], [|ipAddress|]);
                Logger.Warn(new Exception(), $"Registered {[|email|]}");
                Logger.Log(NLog.LogLevel.Error, "Registered {0}", [|email|]);
                using (ScopeContext.PushProperty("Email", [|email|])) { }
            }
        }
        """);

    [Fact]
    public Task Reports_parameters_of_generated_log_methods_where_they_are_declared() => Rule.Reports("""
        static partial class Log
        {
            [LoggerMessage(Level = LogLevel.Information, Message = "User {Email} registered from {RemoteIp}")]
            static partial void Registered(ILogger logger, string [|email|], int userId, string remoteIp);

            static void Use(ILogger logger, string email) => Registered(logger, email, 1, "");
        }
        """);

    [Fact]
    public Task Reports_arguments_of_generated_log_methods_whose_parameter_does_not_name_them() => Rule
        .File("Log.cs", """
            internal static partial class Log
            {
                [LoggerMessage(Level = LogLevel.Information, Message = "Found {Text}")]
                internal static partial void SearchRan(this ILogger logger, string text, Exception? error);
                internal static partial void SearchRan(this ILogger logger, string text, Exception? error) { }
            }
            """)
        .Reports("""
            class Customer { public string Email { get; set; } = ""; }
            class Search(ILogger logger)
            {
                void Run(Customer customer) => logger.SearchRan([|customer.Email|], null);
            }
            """);

    [Fact]
    public Task Reports_the_template_of_a_defined_message() => Rule.Reports("""
        class Accounts
        {
            static readonly Action<ILogger, int, string, Exception?> Registered =
                LoggerMessage.Define<int, string>(LogLevel.Information, 1, [|"User {Id} registered as {Email}"|]);
            static readonly Action<ILogger, string, Exception?> Left = LoggerMessage.Define<string>(LogLevel.Information, 2, "User {Id} left");
        }
        """);

    [Fact]
    public Task Reports_what_the_placeholder_names() => Rule.Reports("""
        class Mail { public string To { get; set; } = ""; }
        class Sender(ILogger logger)
        {
            void Send(Mail mail, string recipient) => logger.LogInformation("Mail to {Email} and {EmailAddress}", [|mail.To|], [|recipient|]);
        }
        """);

    [Fact]
    public Task Reports_claims_and_methods_that_are_named_as_their_value() => Rule.Reports("""
        using System.Security.Claims;
        class User { public string GetEmail() => ""; public Task<string> GetPhoneNumberAsync() => Task.FromResult(""); public string GetMaskedEmail() => ""; }
        class Accounts(ILogger logger)
        {
            async Task Show(ClaimsPrincipal principal, User user)
            {
                logger.LogInformation("{Who} {What}", principal.FindFirst(ClaimTypes.Email)?[|.Value|], [|principal.FindFirstValue(ClaimTypes.MobilePhone)|]);
                logger.LogInformation("{Who} {What} {Where}", [|user.GetEmail()|], await [|user.GetPhoneNumberAsync()|], user.GetMaskedEmail());
                logger.LogInformation("{Who}", principal.FindFirstValue(ClaimTypes.NameIdentifier));
            }
        }
        static class Claims { public static string? FindFirstValue(this ClaimsPrincipal principal, string type) => principal.FindFirst(type)?.Value; }
        """);

    [Fact]
    public Task Reports_value_objects_and_collections() => Rule.Reports("""
        using System.Net;
        using System.Net.Mail;
        record EmailAddress(string Value);
        class PhoneNumber { public override string ToString() => ""; }
        class Contact { public EmailAddress Email { get; set; } = new(""); public PhoneNumber Phone { get; set; } = new(); }
        class Accounts(ILogger logger)
        {
            void Show(Contact contact, List<string> emails, MailAddress email, HttpContext http, IEnumerable<Contact> all)
            {
                logger.LogInformation("{A} {B} {C} {D}", [|contact.Email|], [|contact.Phone|], [|emails|], [|email|]);
                logger.LogInformation("{A} {B}", string.Join(",", all.Select(one => [|one.Email|])), [|http.Connection.RemoteIpAddress|]);
            }
        }
        """);

    [Theory]
    [InlineData("emailAddress")]
    [InlineData("CustomerEMail")]
    [InlineData("email2")]
    [InlineData("phone")]
    [InlineData("phone_number")]
    [InlineData("mobile")]
    [InlineData("ssnValue")]
    [InlineData("socialSecurityNumber")]
    [InlineData("passportNo")]
    [InlineData("nationalId")]
    [InlineData("taxId")]
    [InlineData("dateOfBirth")]
    [InlineData("firstname")]
    [InlineData("maidenName")]
    [InlineData("customerFullName")]
    [InlineData("street")]
    [InlineData("addressLine1")]
    [InlineData("postalCode")]
    [InlineData("clientIPAddress")]
    [InlineData("homeLatitude")]
    [InlineData("diagnosis")]
    [InlineData("religion")]
    [InlineData("ethnicity")]
    [InlineData("creditCardNumber")]
    public Task Reports_by_the_last_words_of_a_name(string name) => Rule.Reports($$"""
        class Accounts(ILogger logger) { void Show(string {{name}}) => logger.LogInformation("{Value}", [|{{name}}|]); }
        """);

    [Fact]
    public Task The_option_adds_and_takes_away_names() => Rule
        .With("dotnet_code_quality.designchecks.personal_data_names = loyalty card, -street")
        .Reports("""
            class Accounts(ILogger logger)
            {
                void Show(string loyaltyCard, string street, string email) => logger.LogInformation("{A} {B} {C}", [|loyaltyCard|], street, [|email|]);
            }
            """);

    [Fact]
    public Task The_option_names_methods_that_redact() => Rule
        .With("dotnet_code_quality.DCK1402.redactor_methods = GetEmail, Text.Shield")
        .Silent("""
            static class Text { public static string Shield(string text) => text; }
            class User { public string Email { get; set; } = ""; public string GetEmail() => ""; }
            class Accounts(ILogger logger)
            {
                void Show(User user)
                {
                    var email = Text.Shield(user.Email);
                    logger.LogInformation("{A} {B}", email, user.GetEmail());
                }
            }
            """);

    [Fact]
    public Task Reports_what_is_whole_in_incomplete_code() => Rule.Incomplete().Reports("""
        class Accounts(ILogger logger)
        {
            void Show(string email)
            {
                logger.LogInformation("{Email}", [|email|]);
                logger.LogInformation("{Email", email.);
                logger.LogInformation($"{[|email|]", );
                logger.BeginScope(new Dictionary<string, object> { ["Email"] = , { "x" } });
                logger.LogError(
            }
            [LoggerMessage(] partial void A(string );
        """);
}
