using DesignChecks.Rules.Privacy;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Privacy;

/// <summary>DCK1401: Classified personal data logged.</summary>
public class ClassifiedDataLoggedTests
{
    private static Verify<ClassifiedDataLogged> Rule => new();

    [Fact]
    public Task Reports_what_Identity_marks_as_personal() => Rule
        .Says("'Email' is classified as personal data and goes into the log, where it is copied, kept and read by people who may not see it; log an id instead, or redact it first")
        .Reports("""
            using Microsoft.AspNetCore.Identity;
            class ApplicationUser : IdentityUser { [PersonalData] public string? Nickname { get; set; } }
            class Accounts(ILogger logger)
            {
                void Lock(ApplicationUser user) => logger.LogWarning("User {UserId} ({Email}) is locked out", user.Id, [|user.Email|]);
            }
            """);

    [Fact]
    public Task Reports_attributes_of_every_kind() => Rule.Reports("""
        using Microsoft.AspNetCore.Identity;
        using Microsoft.Extensions.Compliance.Classification;
        class PrivateDataAttribute() : DataClassificationAttribute(new DataClassification("Shop", "Private"));
        abstract class Person { [PrivateData] public abstract string Handle { get; } }
        class Customer : Person
        {
            [PrivateData] public string Note = "";
            [PersonalData] public string? Nickname { get; set; }
            [PrivateData] public Guid CardId { get; set; }
            public override string Handle => "";
        }
        record Guest([PrivateData] string Table, [property: PrivateData] string Seat);
        class Accounts(ILogger logger)
        {
            void Show(Customer customer, Guest guest, [PrivateData] string text)
            {
                var copy = customer.Note;
                logger.LogInformation("{A} {B} {C} {D}", [|customer.Note|], [|customer.Nickname|], [|customer.CardId|], [|customer.Handle|]);
                logger.LogInformation($"{[|guest.Table|]} {[|guest.Seat|]} {[|text|]}");
                logger.LogInformation("{Copy}", [|copy|]);
                using (logger.BeginScope("{Note}", [|customer.Note|])) { }
            }
        }
        """);

    [Fact]
    public Task Reports_secrets_by_name() => Rule
        .Says("'password' is a secret and goes into the log, where it is copied, kept and read by people who may not see it; log an id instead, or redact it first")
        .Reports("""
            class Login(ILogger logger)
            {
                void Try(string user, string password) => logger.LogDebug("Login of {User} with {Password}", user, [|password|]);
            }
            """);

    [Fact]
    public Task Reports_tokens_keys_and_the_authorization_header() => Rule.Reports("""
        record Answer(string AccessToken, string RefreshToken);
        class Options { public string ApiKey { get; set; } = ""; public string ClientSecret { get; set; } = ""; }
        class Client(ILogger logger, Options options)
        {
            void Show(Answer answer, HttpContext http, string token, string text, string cvv)
            {
                logger.LogDebug("{A} {B} {C} {D}", [|answer.AccessToken|], [|answer.RefreshToken|], [|options.ApiKey|], [|options.ClientSecret|]);
                logger.LogDebug("{A} {B}", [|http.Request.Headers["Authorization"]|], [|http.Request.Headers.Authorization|]);
                logger.LogDebug("{A} {B}", [|http.Request.Headers["Authorization"]|].ToString(), [|token|]);
                logger.LogDebug("{Password} {Cvv}", [|text|], [|cvv|]);
                var configured = options.ApiKey;
                logger.LogDebug("{ApiKey}", [|configured|]);
            }
        }
        """);

    [Fact]
    public Task Reports_generated_log_methods() => Rule
        .File("Log.cs", """
            using Microsoft.AspNetCore.Identity;
            internal class Customer { [PersonalData] public string Nickname { get; set; } = ""; }
            internal static partial class Log
            {
                [LoggerMessage(LogLevel.Information, "Found {Text}")]
                internal static partial void Found(this ILogger logger, string text);
                internal static partial void Found(this ILogger logger, string text) { }
            }
            """)
        .Reports("""
            partial class Search(ILogger logger)
            {
                void Run(Customer customer)
                {
                    logger.Found([|customer.Nickname|]);
                    Log.Found(logger, text: [|customer.Nickname|]);
                    Signed("");
                }

                [LoggerMessage(LogLevel.Information, "Signed in with {Password}")]
                partial void Signed(string [|password|]);
            }
            """);

    [Fact]
    public Task Reports_Serilog_and_NLog() => Rule.Reports("""
        using Microsoft.AspNetCore.Identity;
        class Accounts(Serilog.ILogger log, NLog.ILogger logger)
        {
            void Show(IdentityUser<int> user)
            {
                log.Information("{Name}", [|user.UserName|]);
                logger.Info("{Name} {Id}", [|user.UserName|], user.Id);
            }
        }
        """);

    [Fact]
    public Task Reports_a_secret_beside_personal_data_in_one_definition() => Rule.Reports("""
        static class Messages
        {
            static readonly Action<ILogger, string, string, Exception?> Refused =
                LoggerMessage.Define<string, string>(LogLevel.Information, default, [|"Unable to add {EmailAddress}. Invalid invite token: {Token}"|]);
        }
        """);

    [Fact]
    public Task Reports_secrets_whose_name_says_where_they_came_from() => Rule.Reports("""
        class Hooks(ILogger logger)
        {
            void Check(string tokenReceived, string apiKeyProvided, string policyExpected, bool passwordGiven) =>
                logger.LogInformation("{A} {B} {C} {D}", [|tokenReceived|], [|apiKeyProvided|], policyExpected, passwordGiven);
        }
        """);

    [Fact]
    public Task Silent_for_ids_and_flags_that_Identity_marks() => Rule.Silent("""
        using Microsoft.AspNetCore.Identity;
        class Accounts(ILogger logger)
        {
            void Show(IdentityUser user) => logger.LogInformation("{Id} {Confirmed} {Two} {Lock}", user.Id, user.EmailConfirmed, user.TwoFactorEnabled, user.LockoutEnd);
        }
        """);

    [Fact]
    public Task Silent_for_classes_of_data_that_may_be_seen() => Rule.Silent("""
        using Microsoft.Extensions.Compliance.Classification;
        class PublicDataAttribute() : DataClassificationAttribute(new DataClassification("Shop", "Public"));
        class Item { [PublicData] public string Title { get; set; } = ""; [NoDataClassification] public string Code { get; set; } = ""; }
        class Shop(ILogger logger) { void Show(Item item) => logger.LogInformation("{Title} {Code}", item.Title, item.Code); }
        """);

    [Fact]
    public Task Silent_for_redacted_values() => Rule.Silent("""
        using Microsoft.AspNetCore.Identity;
        using Microsoft.Extensions.Compliance.Redaction;
        class Accounts(ILogger logger, Redactor redactor)
        {
            void Show(IdentityUser user, string passwordHash, string maskedPassword, string password)
            {
                var email = redactor.Redact(user.Email);
                logger.LogInformation("{Email} {Hash} {Masked}", email, passwordHash, maskedPassword);
                logger.LogInformation("{Email} {Length} {Set}", Mask(user.Email), password.Length, password != "");
            }
            static string Mask(string? text) => "";
        }
        """);

    [Fact]
    public Task Silent_for_tokens_that_open_nothing() => Rule.Silent("""
        enum Password { Weak, Strong }
        record struct Token(string Text, string Kind);
        class Page { public string? ContinuationToken { get; set; } public string NextPageToken { get; set; } = ""; public string OpenToken { get; set; } = ""; }
        class JsonParser(ILogger logger)
        {
            void Show(Page page, string token, Token current, CancellationToken cancellationToken, Password password, bool hasPassword, string passwordPolicy, string tokenType, string secretName)
            {
                logger.LogInformation("{A} {B} {C} {D}", page.ContinuationToken, page.NextPageToken, token, current);
                logger.LogInformation("{A}", page.OpenToken);
                logger.LogInformation("{A} {B} {C} {D}", cancellationToken, password, hasPassword, passwordPolicy);
                logger.LogInformation("{A} {B}", tokenType, secretName);
            }
        }
        """);

    [Fact]
    public Task Silent_for_what_only_a_name_says_and_for_what_a_generator_redacts() => Rule.Silent("""
        using Microsoft.Extensions.Compliance.Classification;
        class PrivateDataAttribute() : DataClassificationAttribute(new DataClassification("Shop", "Private"));
        partial class Accounts(ILogger logger)
        {
            void Show(string email) { logger.LogInformation("{Email}", email); Registered(email); }
            [LoggerMessage(LogLevel.Information, "{Secret}")] partial void Registered([PrivateData] string secret);
        }
        """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        class PersonalDataAttribute : Attribute;
        class User { [PersonalData] public string Nickname { get; set; } = ""; }
        class Accounts(ILogger logger) { void Show(User user) => logger.LogInformation("{Name}", user.Nickname); }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { void Show(ILogger logger, string password) => logger.LogInformation("{Password}", password); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        class Accounts(ILogger logger)
        {
            void Show(User user, ) => logger.LogInformation("{Password}", user.Password, [PersonalData] );
            [LoggerMessage partial void X([PrivateData] ;
        """);
}
