using DesignChecks.Rules.Privacy;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Privacy;

/// <summary>DCK1402: Personal-looking data logged.</summary>
public class PersonalDataLoggedTests
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
    public Task Silent_when_the_last_words_say_something_else() => Rule.Silent("""
        record EmailOptions(string Host);
        class Accounts(ILogger logger)
        {
            void Show(
                int emailsSent, EmailOptions options, string phoneType, int ipAddressCount, string streetlight, string emailSubject, string emailTemplate,
                string automobile, string emailId, string mobileApp, string fullNameFormat, string streetMap, string passportOffice, string ibanCountry, string cityName)
            {
                logger.LogInformation("{Sent} {Options} {Type} {Count} {Light}", emailsSent, options, phoneType, ipAddressCount, streetlight);
                logger.LogInformation("{A} {B} {C} {D} {E}", emailSubject, emailTemplate, automobile, emailId, mobileApp);
                logger.LogInformation("{A} {B} {C} {D} {E}", fullNameFormat, streetMap, passportOffice, ibanCountry, cityName);
            }
        }
        """);

    [Fact]
    public Task Silent_for_booleans_enums_ids_counts_and_lengths() => Rule.Silent("""
        enum Phone { Home, Work }
        class User { public Guid Email { get; set; } public bool Mobile { get; set; } public Phone Phone { get; set; } public string Ssn { get; set; } = ""; public string EmailKey { get; set; } = ""; }
        class EmailMessage;
        class Accounts(ILogger logger)
        {
            void Show(User user, int emails, List<string> phones, EmailMessage email, long? street, string mail)
            {
                logger.LogInformation("{A} {B} {C} {D}", user.Email, user.Mobile, user.Phone, user.Ssn.Length);
                logger.LogInformation("{A} {B} {C} {D}", emails, phones.Count, email, street);
                logger.LogInformation("{Email} {Phone}", user.EmailKey, phones.Count);
                logger.LogInformation("Sent {Email} {HasPhone}", mail.Length > 0, user.Ssn == "1");
                logger.LogInformation("Email sent");
            }
        }
        """);

    [Fact]
    public Task Silent_for_values_that_were_masked_or_hashed() => Rule.Silent("""
        using Microsoft.Extensions.Compliance.Redaction;
        class Accounts(ILogger logger, Redactor redactor)
        {
            void Show(string email, string maskedPhone, string emailHash, string phone, string ssn)
            {
                logger.LogInformation("{Email} {Phone} {Hash}", Mask(email), maskedPhone, emailHash);
                logger.LogInformation("{Email}", redactor.Redact(email));
                logger.LogInformation($"{Anonymize(email)} {email.GetHashCode()} {email.Substring(0, 3)}");
                phone = Redact(phone);
                logger.LogInformation("{Phone}", phone);
                var safeEmail = Hash(email);
                logger.LogInformation("{Email}", safeEmail);
                logger.LogInformation("{Ssn}", Unknown(ssn));
            }

            static string Mask(string text) => text;
            static string Anonymize(string text) => text;
            static string Redact(string text) => text;
            static string Hash(string text) => text;
            static string Unknown(string text) => text;
        }
        """);

    [Fact]
    public Task Silent_for_what_belongs_to_a_machine_a_company_or_the_framework() => Rule.Silent("""
        using System.Net;
        using System.Net.Mail;
        class SmtpOptions { public string FromEmail { get; set; } = ""; }
        static class Addresses { public static string Email { get; } = ""; public const string Phone = "1"; }
        class Place { public double Latitude { get; set; } public string FullName { get; set; } = ""; }
        class Accounts(ILogger logger, SmtpOptions options)
        {
            void Show(Type type, FileInfo file, string supportEmail, string serverIpAddress, IPAddress ipAddress, Place place, string fullName)
            {
                var email = options.FromEmail;
                logger.LogInformation("{A} {B} {C} {D} {E}", type.FullName, file.FullName, options.FromEmail, email, Addresses.Email);
                logger.LogInformation("{A} {B} {C} {D} {E}", supportEmail, serverIpAddress, ipAddress, place.Latitude, fullName);
                logger.LogInformation("{A} {B} {C}", place.FullName, Addresses.Phone, type.Assembly.FullName);
                logger.LogInformation("{FullName}", type.Name);
            }
        }
        """);

    [Fact]
    public Task Silent_for_what_other_rules_report() => Rule.Silent("""
        using Microsoft.AspNetCore.Identity;
        class Accounts(ILogger logger)
        {
            void Show(IdentityUser user, string password) => logger.LogInformation("{Email} {Password}", user.Email, password);
        }
        """);

    [Fact]
    public Task Silent_for_arguments_that_a_generated_log_method_redacts() => Rule.Silent("""
        using Microsoft.Extensions.Compliance.Classification;
        class PrivateDataAttribute() : DataClassificationAttribute(new DataClassification("Shop", "Private"));
        static partial class Log
        {
            [LoggerMessage(LogLevel.Information, "User {Email} registered")]
            static partial void Registered(ILogger logger, [PrivateData] string email);
            static void Use(ILogger logger, string email) => Registered(logger, email);
        }
        """);

    [Fact]
    public Task Silent_when_the_value_is_not_logged() => Rule.Silent("""
        using System.Diagnostics;
        class Ledger { public void Error(string email) { } public void Information(string template, string email) { } }
        class Accounts(Ledger log, Ledger other)
        {
            void Show(string email)
            {
                log.Error(email);
                log.Information("{Email}", email);
                other.Error(email);
                Debug.Write(email);
                Math.Log(1);
                Console.WriteLine(email);
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_arguments_are_an_array_made_elsewhere() => Rule.Silent("""
        class Accounts(ILogger logger) { void Show(object[] email, string template) => logger.LogInformation(template, email); }
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
    public Task Silent_in_a_development_branch() => Rule.Silent("""
        var app = WebApplication.Create();
        var email = Console.ReadLine();
        if (app.Environment.IsDevelopment())
            app.Logger.LogInformation("{Email}", email);
        """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        namespace Serilog.Own
        {
            class Log { public static void Information(string template, string email) { } }
            class Accounts { void Show(string email) => Log.Information("{Email}", email); }
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { void Show(ILogger logger, string email) => logger.LogInformation("{Email}", email); }
        """).Silent("class Empty;");

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
