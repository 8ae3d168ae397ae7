using DesignChecks.Rules.ApiDesign;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.ApiDesign;

/// <summary>DCK0504: keys, signatures and hashes of secrets compared with ==, Equals, SequenceEqual or Compare.</summary>
public class SecretComparedInVariableTimeTests
{
    private static Verify<SecretComparedInVariableTime> Rule => new();

    private static string Method(string parameters, string statement, string type = "Gate", string method = "Check", string more = "") => $$"""
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Primitives;
        public class {{type}}
        {
            public bool {{method}}({{parameters}}) { {{statement}} }
            {{more}}
        }
        public class Options { public string ApiKey { get; set; } = ""; public string? WebhookSecret { get; set; } public byte[] PasswordHash { get; set; } = []; }
        public class Client { public int Id { get; set; } public string ApiKey { get; set; } = ""; }
        public class Shop : DbContext { public DbSet<Client> Clients => Set<Client>(); }
        """;

    [Theory]
    [InlineData("string key, Options options", "return options.ApiKey [|==|] key;")]
    [InlineData("string apiKey, string expected", "return expected [|!=|] apiKey;")]
    [InlineData("string given, Options options", "return given [|==|] options.WebhookSecret;")]
    [InlineData("HttpRequest request, Options options", "return request.Headers[\"X-Api-Key\"] [|==|] options.ApiKey;")]
    [InlineData("HttpRequest request, IConfiguration configuration", "return request.Headers[\"X-Token\"] [|==|] configuration[\"Webhook:Secret\"];")]
    [InlineData("string given, IConfiguration configuration", "return given [|!=|] configuration.GetValue<string>(\"ApiKey\");")]
    [InlineData("string given", "return given [|==|] Environment.GetEnvironmentVariable(\"API_KEY\");")]
    [InlineData("string expectedSignature, string given", "return expectedSignature [|==|] given;")]
    [InlineData("string body, string given", "var hash = Compute(body); return hash [|==|] given;", "string Compute(string text) => Convert.ToHexString(HMACSHA256.HashData(new byte[] { 1 }, Encoding.UTF8.GetBytes(text)));")]
    [InlineData("string body, string given", "var hash = Compute(body); return hash == given;", "string Compute(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));", false)]
    [InlineData("string body, string given", "return ComputeHmac(body)[|==|]given;", "string ComputeHmac(string text) => text;")]
    [InlineData("byte[] body, string given", "var bytes = HMACSHA256.HashData(new byte[] { 1 }, body); var hash = Convert.ToHexString(bytes).ToLower(); return hash [|!=|] given;")]
    [InlineData("string tokenHash, Options stored", "return (tokenHash) [|==|] stored.ToString();")]
    [InlineData("List<Client> clients, string key", "return clients.Any(client => client.ApiKey [|==|] key);")]
    public Task Reports_operators(string parameters, string statement, string more = "", bool reports = true)
    {
        var source = Method(parameters, statement, more: more);
        return reports ? Rule.Reports(source) : Rule.Silent(source.Replace("[|", "").Replace("|]", ""));
    }

    [Theory]
    [InlineData("string key, Options options", "return options.ApiKey.[|Equals|](key);")]
    [InlineData("string key, Options options", "return string.[|Equals|](key, options.ApiKey, StringComparison.Ordinal);")]
    [InlineData("string key, Options options", "return string.[|Equals|](key, options.ApiKey, StringComparison.OrdinalIgnoreCase);")]
    [InlineData("string key, Options options", "return StringComparer.Ordinal.[|Equals|](key, options.ApiKey);")]
    [InlineData("string key, Options options", "return string.[|Compare|](key, options.ApiKey) == 0;")]
    [InlineData("string key, Options options", "return string.[|CompareOrdinal|](options.ApiKey, key) == 0;")]
    [InlineData("StringValues apiKey, Options options", "return options.ApiKey.[|Equals|](apiKey);")]
    [InlineData("StringValues apiKey, Options options", "return apiKey.[|Equals|](options.ToString());")]
    [InlineData("string key, Options options", "return options.ApiKey.AsSpan().[|SequenceEqual|](key);")]
    [InlineData("byte[] computed, Options options", "return computed.[|SequenceEqual|](options.PasswordHash);")]
    [InlineData("byte[] body, byte[] given, HMACSHA256 algorithm", "return algorithm.ComputeHash(body).[|SequenceEqual|](given);")]
    [InlineData("byte[] body, byte[] given, HMACSHA256 algorithm", "var hash = algorithm.ComputeHash(body); return hash.AsSpan().[|SequenceEqual|](given);")]
    [InlineData("IEnumerable<byte> hmac, List<byte> given", "return Enumerable.[|SequenceEqual|](hmac, given);")]
    public Task Reports_methods(string parameters, string statement) => Rule.Reports(Method(parameters, statement));

    [Theory]
    [InlineData("WebhookEndpoint", "Check", true)]
    [InlineData("Gate", "Verify", true)]
    [InlineData("Compiler", "Bind", false)]
    public Task A_signature_is_one_of_a_message_where_the_code_says_so(string type, string method, bool reports)
    {
        var source = Method("string signature, string other", $"return signature {(reports ? "[|==|]" : "==")} other;", type, method);
        return reports ? Rule.Reports(source) : Rule.Silent(source);
    }

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("This comparison of 'ApiKey' stops at the first difference, so its time tells how much of a guess was right; compare with CryptographicOperations.FixedTimeEquals")
        .Reports(Method("string key, Options options", "return options.ApiKey [|==|] key;"));

    [Fact]
    public Task Reports_in_lambdas_local_functions_async_code_and_top_level_statements() => Rule.Reports("""
        using static System.Linq.Enumerable;
        using Texts = System.String;
        var app = WebApplication.CreateBuilder().Build();
        app.MapPost("/hook", async (HttpRequest request, IConfiguration configuration) =>
        {
            await Task.Yield();
            return Matches(request.Headers["X-Secret"]!) && Texts.[|Equals|](request.Headers["X-Api-Key"], configuration["ApiKey"]);
            bool Matches(string secret) => secret [|==|] configuration["Secret"];
        });
        Func<byte[], byte[], bool> same = (hmac, given) => hmac.[|SequenceEqual|](given);
        Console.WriteLine(same([], []));
        """);

    [Theory]
    [InlineData("string? apiKey", "return apiKey == null || apiKey == \"\" || apiKey == string.Empty || apiKey != default;")]
    [InlineData("string apiKey", "return apiKey == \"letmein\" || apiKey.Equals(Known) || Known == apiKey;")]
    [InlineData("string apiKey", "const string expected = \"a\"; var other = \"b\"; return apiKey == expected || apiKey == other;")]
    public Task Silent_for_comparisons_with_null_empty_and_constants(string parameters, string statement) =>
        Rule.Silent(Method(parameters, statement, more: "private const string Known = \"letmein\";"));

    [Theory]
    [InlineData("Guid secret, Guid other", "return secret == other;")]
    [InlineData("DayOfWeek signature, DayOfWeek expectedSignature", "return signature == expectedSignature;")]
    [InlineData("int apiKey, int other", "return apiKey == other;")]
    [InlineData("byte[] hmac, byte[] other", "return hmac == other;")]
    [InlineData("object secret, object other", "return secret == other || secret.Equals(other);")]
    public Task Silent_for_enums_ids_and_references(string parameters, string statement) => Rule.Silent(Method(parameters, statement));

    [Theory]
    [InlineData("string etag, string contentHash", "return etag == contentHash;")]
    [InlineData("byte[] checksum, byte[] hash", "return checksum.SequenceEqual(hash);")]
    [InlineData("string fileDigest, string given", "return fileDigest == given;")]
    [InlineData("string macAddress, string mac", "return macAddress == mac;")]
    [InlineData("string apiKeyId, string secretName", "return apiKeyId == secretName;")]
    [InlineData("string apiKey, string other", "return apiKey.Length == other.Length;")]
    [InlineData("string noSignatureHash, string other", "return noSignatureHash == other;")]
    [InlineData("string methodSignature, string typeSignature", "return methodSignature == typeSignature;")]
    public Task Silent_for_other_hashes_and_names(string parameters, string statement) => Rule.Silent(Method(parameters, statement));

    [Theory]
    [InlineData("string oldApiKey, string apiKey", "return oldApiKey != apiKey;")]
    [InlineData("string secret, string confirmSecret", "return secret == confirmSecret;")]
    [InlineData("Client one, Client other", "return one.ApiKey == other.ApiKey;")]
    [InlineData("Client client, Options options", "if (client.ApiKey != options.ApiKey) { client.ApiKey = options.ApiKey; } return true;")]
    public Task Silent_where_two_versions_of_a_value_are_compared(string parameters, string statement) => Rule.Silent(Method(parameters, statement));

    [Fact]
    public Task Silent_for_two_fields_of_one_request() => Rule.Silent("""
        using System.ComponentModel.DataAnnotations;
        class Registration : IValidatableObject
        {
            public string? PasswordHash { get; set; }
            public Login? Login { get; set; }
            public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
                Login != null && Login.PasswordDigest != PasswordHash ? [new ValidationResult("differ")] : [];
        }
        class Login { public string? PasswordDigest { get; set; } }
        class Registrations { bool Fits(Registration request) => request.PasswordHash == request.Login!.PasswordDigest; }
        """);

    [Fact]
    public Task Silent_where_the_own_key_is_looked_for_in_an_answer() => Rule.Silent("""
        class Applications(IRemote remote, Options options)
        {
            private readonly IRemote _remote = remote;
            private readonly Options _options = options;
            public int Find()
            {
                var indexers = _remote.Indexers();
                foreach (var indexer in indexers)
                {
                    if (indexer.ApiKey == _options.ApiKey)
                        return indexer.Id;
                }
                return 0;
            }
        }
        interface IRemote { List<Indexer> Indexers(); }
        class Indexer { public int Id { get; set; } public string? ApiKey { get; set; } }
        class Options { public string ApiKey { get; set; } = ""; }
        """);

    [Fact]
    public Task Reports_a_key_among_what_a_request_holds() => Rule.Reports("""
        class Gate(Options options)
        {
            private readonly Options _options = options;
            public bool Opens(List<Sent> sent)
            {
                foreach (var one in sent)
                {
                    if (one.ApiKey [|==|] _options.Secret)
                        return true;
                }
                return false;
            }
        }
        class Sent { public string? ApiKey { get; set; } }
        class Options { public string Secret { get; set; } = ""; }
        """);

    /// <summary>Who has signed in doesn't choose what the claims say.</summary>
    [Fact]
    public Task Silent_for_a_value_from_the_claims_of_the_caller() => Rule.Silent("""
        using System.Security.Claims;
        static class CurrentCredential
        {
            public static Credential? Of(ClaimsIdentity identity, List<Credential> credentials)
            {
                var apiKey = identity.FindFirst("apikey")?.Value;
                return credentials.FirstOrDefault(credential => credential.Value == apiKey);
            }
            public static bool Is(ClaimsPrincipal user, string given) => user.FindFirstValue("apikey") == given;
        }
        class Credential { public string? Value { get; set; } }
        """);

    [Fact]
    public Task Silent_in_queries_and_in_the_equality_of_a_type() => Rule.Silent(Method(
        "Shop shop, string key",
        "return shop.Clients.Any(c => c.ApiKey == key) || shop.Clients.Where(c => c.ApiKey.Equals(key)).Any() || (from c in shop.Clients where c.ApiKey == key select c).Any();",
        more: "public string Secret { get; init; } = \"\"; public override bool Equals(object? other) => other is Gate gate && gate.Secret == Convert.ToString(Secret); public override int GetHashCode() => 0;"));

    [Fact]
    public Task Silent_for_fixed_time() => Rule.Silent(Method(
        "string signature, string expectedSignature", "return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expectedSignature));"));

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Gate.g.cs", "class Gate { bool Check(string apiKey, string other) => apiKey == other || apiKey.Equals(other); }").Silent("class A { }");

    [Fact]
    public Task Half_typed_code_breaks_nothing() => Rule.Incomplete().Silent("""
        class Gate { bool Check(string apiKey) { return apiKey == ; } bool Other(string secret) => secret.Equals( ; bool More(Missing apiKey, Missing other) => apiKey == other; }
        """);

    [Fact]
    public Task Fix_compares_texts_as_bytes_and_keeps_comments() => Rule.Fixes(
        """
        public static class Gate
        {
            public static bool Check(string key, string apiKey) => key [|==|] apiKey; // the key
            public static bool Reject(string key, string apiKey) => /* not */ key [|!=|] apiKey || apiKey.[|Equals|](key) || string.[|Equals|](key, apiKey, StringComparison.Ordinal);
        }
        """,
        """
        using System.Security.Cryptography;
        using System.Text;

        public static class Gate
        {
            public static bool Check(string key, string apiKey) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(apiKey)); // the key
            public static bool Reject(string key, string apiKey) => /* not */ !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(apiKey)) || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(apiKey), Encoding.UTF8.GetBytes(key)) || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(apiKey));
        }
        """);

    [Fact]
    public Task Fix_asks_first_where_a_side_may_be_null() => Rule.Fixes(
        """
        using System.Security.Cryptography;
        using System.Text;
        public static class Gate
        {
            public static bool Check(string? key, string? apiKey) => key [|==|] apiKey;
            public static bool Reject(string? key, string apiKey) => key is not null && !(key [|!=|] apiKey) || key [|!=|] apiKey;
        }
        """,
        """
        using System.Security.Cryptography;
        using System.Text;
        public static class Gate
        {
            public static bool Check(string? key, string? apiKey) => key != null && apiKey != null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(apiKey));
            public static bool Reject(string? key, string apiKey) => key is not null && !(!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(apiKey))) || !(key != null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(apiKey)));
        }
        """);

    [Fact]
    public Task Fix_compares_bytes_as_they_are() => Rule.Fixes(
        """
        using System.Linq;
        using System.Security.Cryptography;
        public static class Gate
        {
            public static bool Check(byte[] hmac, byte[] given) => !hmac.[|SequenceEqual|](given) || hmac.AsSpan().[|SequenceEqual|](given);
        }
        """,
        """
        using System.Linq;
        using System.Security.Cryptography;
        public static class Gate
        {
            public static bool Check(byte[] hmac, byte[] given) => !CryptographicOperations.FixedTimeEquals(hmac, given) || CryptographicOperations.FixedTimeEquals(hmac.AsSpan(), given);
        }
        """);

    [Theory]
    [InlineData("string key, Options options", "return string.[|Equals|](key, options.ApiKey, StringComparison.OrdinalIgnoreCase);")]
    [InlineData("string key, Options options", "return string.[|Compare|](key, options.ApiKey) == 0;")]
    [InlineData("StringValues apiKey, Options options", "return options.ApiKey.[|Equals|](apiKey);")]
    [InlineData("string key, IConfiguration configuration", "return key [|==|] configuration[\"ApiKey\"];")]
    [InlineData("IEnumerable<byte> hmac, byte[] given", "return hmac.[|SequenceEqual|](given);")]
    public Task No_fix_where_the_comparison_would_mean_something_else(string parameters, string statement) => Rule.HasNoFix(Method(parameters, statement));
}
