using DesignChecks.Rules.Privacy;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Privacy;

/// <summary>DCK1403: Object with personal data logged whole.</summary>
public class PersonalObjectLoggedWholeTests
{
    private const string Types = """
        using Microsoft.AspNetCore.Identity;
        public class Address { public string Street { get; set; } = ""; public string City { get; set; } = ""; }
        public class Customer { public int Id { get; set; } public string Email { get; set; } = ""; public string FirstName { get; set; } = ""; public string LastName { get; set; } = ""; public string Phone { get; set; } = ""; }
        public class Order { public int Id { get; set; } public Address ShipTo { get; set; } = new(); }
        public record Guest(int Id, string Email);
        public record Visit(int Id, Guest Guest);
        public record struct Contact(string Phone);
        public record Masked(string Email) { public override string ToString() => "***"; }
        public class Parcel { public int Id { get; set; } public decimal Weight { get; set; } public bool HasEmail { get; set; } }
        public class Account { [PersonalData] public string Nickname { get; set; } = ""; }
        """;

    private static Verify<PersonalObjectLoggedWhole> Rule => new Verify<PersonalObjectLoggedWhole>().File("Types.cs", Types);

    [Fact]
    public Task Reports_destructured_objects() => Rule
        .Says("'Customer' is logged with all its members, 'Email', 'FirstName', 'LastName' and others among them and whatever is added later; log the members that are needed")
        .Says("'Order' is logged with all its members, 'Street' among them and whatever is added later; log the members that are needed")
        .Says("'Account' is logged with all its members, 'Nickname' among them and whatever is added later; log the members that are needed")
        .Reports("""
            class Shop(ILogger logger)
            {
                void Show(Customer customer, Order order, Account account)
                {
                    logger.LogInformation("Saved {@Customer}", [|customer|]);
                    logger.LogInformation("Saved {@Order} {Id}", [|order|], order.Id);
                    logger.LogInformation("Saved {@Account}", [|account|]);
                }
            }
            """);

    [Fact]
    public Task Silent_for_the_at_sign_in_an_application_whose_log_does_not_know_it() => Rule.On(References.Framework).Reports("""
        var logger = WebApplication.CreateBuilder(args).Build().Logger;
        logger.LogInformation("Saved {@Customer} {@Guest}", new Customer(), [|new Guest(1, "a@b.c")|]);
        """);

    [Fact]
    public Task Reports_the_at_sign_in_a_library_whose_host_is_unknown() => Rule.On(References.Framework).Reports("""
        class Shop(ILogger logger) { void Show(Customer customer) => logger.LogInformation("Saved {@Customer}", [|customer|]); }
        """);

    [Fact]
    public Task Reports_Serilog_and_NLog() => Rule.Reports("""
        class Shop(Serilog.ILogger log, NLog.Logger logger)
        {
            void Show(Customer customer, List<Customer> customers)
            {
                log.Information("Saved {@Customer}", [|customer|]);
                log.ForContext("Customer", [|customer|], destructureObjects: true).Information("Saved");
                log.ForContext("Customer", customer).Information("Saved");
                logger.Info("Saved {@Customers}", [|customers|]);
            }
        }
        """);

    [Fact]
    public Task Reports_serialized_objects() => Rule.Reports("""
        using System.Text.Json;
        class Shop(ILogger logger)
        {
            void Show(Customer customer, Customer[] customers)
            {
                logger.LogInformation("Saved {Customer}", [|JsonSerializer.Serialize(customer)|]);
                logger.LogInformation($"Saved {[|JsonSerializer.Serialize(customers, JsonSerializerOptions.Web)|]}");
                var json = JsonSerializer.Serialize(customer);
                logger.LogInformation("Saved {Customer}", [|json|]);
            }
        }
        """);

    [Fact]
    public Task Reports_records_that_print_their_members() => Rule.Reports("""
        class Shop(ILogger logger)
        {
            void Show(Guest guest, Visit visit, Contact contact, List<Guest> guests)
            {
                logger.LogInformation("Saved {Guest} {Visit} {Contact}", [|guest|], [|visit|], [|contact|]);
                logger.LogInformation($"Saved {[|guest|]}");
                logger.LogInformation("Saved {Guests}", [|guests|]);
                using (logger.BeginScope(new Dictionary<string, object> { ["Guest"] = [|guest|] })) { }
            }
        }
        """);

    [Fact]
    public Task Reports_parameters_of_generated_log_methods() => Rule.Reports("""
        static partial class Log
        {
            [LoggerMessage(LogLevel.Information, "Saved")]
            static partial void Saved(ILogger logger, [LogProperties] Customer [|customer|]);
            [LoggerMessage(LogLevel.Information, "Saved {Guest}")]
            static partial void Saved(ILogger logger, Guest [|guest|]);
            [LoggerMessage(LogLevel.Information, "Saved {Order}")]
            static partial void Saved(ILogger logger, Order order);
            static void Use(ILogger logger, Guest guest) => Saved(logger, guest);
        }
        """);

    [Fact]
    public Task Silent_when_nothing_personal_is_written() => Rule.Silent("""
        using System.Text.Json;
        class Shop(ILogger logger, Serilog.ILogger log)
        {
            void Show(Parcel parcel, Customer customer, Masked masked, Guest guest, object any)
            {
                logger.LogInformation("{@Parcel} {Customer} {Masked} {Id}", parcel, customer, masked, guest.Id);
                logger.LogInformation("{Parcel} {@Any}", JsonSerializer.Serialize(parcel), any);
                logger.LogInformation("{@Id} {@Email}", guest.Id, guest.Email);
                logger.LogInformation("{Type}", guest.GetType());
                log.Information("{@Copy}", new { guest.Id });
            }

            void Show<T>(T command) => logger.LogInformation("{@Command}", command);
        }
        """);

    [Fact]
    public Task Silent_for_members_that_are_left_out() => Rule.Silent("""
        using System.Text.Json;
        using System.Text.Json.Serialization;
        class NotLoggedAttribute : Attribute;
        class LogMaskedAttribute : Attribute;
        class User { [JsonIgnore] public string Email { get; set; } = ""; [NotLogged] public string Phone { get; set; } = ""; [LogMasked] public string Iban { get; set; } = ""; internal string Ssn { get; set; } = ""; public string FirstName { set { } } }
        class Shop(ILogger logger)
        {
            void Show(User user) => logger.LogInformation("{@User} {Json}", user, JsonSerializer.Serialize(user));
        }
        """);

    [Fact]
    public Task Silent_where_a_transformation_decides_what_is_written() => Rule.Silent("""
        using Serilog;
        class Setup
        {
            void Build() => new LoggerConfiguration().Destructure.ByTransforming<Customer>(one => new { one.Id }).CreateLogger();
            void Show(Serilog.ILogger log, Customer customer) => log.Information("{@Customer}", customer);
        }
        """);

    [Fact]
    public Task Silent_for_what_a_generator_redacts() => Rule.Silent("""
        using Microsoft.Extensions.Compliance.Classification;
        class PrivateDataAttribute() : DataClassificationAttribute(new DataClassification("Shop", "Private"));
        class User { [PrivateData] public string Email { get; set; } = ""; }
        static partial class Log
        {
            [LoggerMessage(LogLevel.Information, "Saved")] static partial void Saved(ILogger logger, [LogProperties] User user);
        }
        """);

    [Fact]
    public Task The_option_names_personal_members() => Rule
        .With("dotnet_code_quality.designchecks.personal_data_names = weight, -email")
        .Reports("""
            class Shop(ILogger logger) { void Show(Parcel parcel, Guest guest) => logger.LogInformation("{@Parcel} {Guest}", parcel, guest); void Show(Box box) => logger.LogInformation("{@Box}", [|box|]); }
            class Box { public string Weight { get; set; } = ""; }
            """);

    [Fact]
    public Task Silent_without_the_library() => new Verify<PersonalObjectLoggedWhole>().On(References.Framework).Silent("""
        class Log { public void LogInformation(string template, params object[] args) { } }
        record Guest(string Email);
        class Shop(Log logger) { void Show(Guest guest) => logger.LogInformation("{@Guest}", guest); }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { void Show(ILogger logger, Guest guest) => logger.LogInformation("{Guest}", guest); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        class Shop(ILogger logger) { void Show(Guest , record guest) => logger.LogInformation("{@Guest}", guest., ); [LogProperties
        """);
}
