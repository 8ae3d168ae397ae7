using DesignChecks.Rules.Privacy;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Privacy;

public partial class PersonalDataLoggedTests
{
    [Fact]
    public Task Silent_where_sample_data_is_made() => Rule.Silent("""
        record User(string FullName, string EmailAddress);
        class SampleDataService(ILogger logger)
        {
            void Create(User user) => logger.LogDebug("Created {FullName} - {EmailAddress}", user.FullName, user.EmailAddress);
        }
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
}
