using DesignChecks.Rules.Observability;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Observability;

/// <summary>DCK1601: Metric tag with unbounded values.</summary>
public class MetricTagWithUnboundedValuesTests
{
    private static Verify<MetricTagWithUnboundedValues> Rule => new();

    [Fact]
    public Task Reports_ids_given_to_instruments() => Rule
        .Says("The tag 'order.id' takes a Guid: each new value starts a time series of its own, so memory and cost grow without end; use a tag with few values, and put this one into a log or span")
        .Says("The tag 'user' takes the id of a user: each new value starts a time series of its own, so memory and cost grow without end; use a tag with few values, and put this one into a log or span")
        .Reports("""
            using System.Diagnostics.Metrics;
            class Order { public Guid Id { get; set; } public int UserId { get; set; } public string Region { get; set; } = ""; }
            class Sales(Meter meter)
            {
                private readonly Counter<int> _orders = meter.CreateCounter<int>("orders");
                void Placed(Order order) => _orders.Add(
                    1,
                    new KeyValuePair<string, object?>("order.id", [|order.Id|]),
                    new KeyValuePair<string, object?>("user", [|order.UserId|]),
                    new KeyValuePair<string, object?>("region", order.Region));
            }
            """);

    [Fact]
    public Task Reports_every_way_to_give_tags() => Rule.Reports("""
        using System.Diagnostics;
        using System.Diagnostics.Metrics;
        class Sales(Meter meter, Counter<long> orders, Histogram<double> time, UpDownCounter<int> open, Gauge<int> level, Guid run)
        {
            void Measure(int userId)
            {
                orders.Add(1, new KeyValuePair<string, object?>("user.id", [|userId|]));
                orders.Add(1, KeyValuePair.Create<string, object?>("user", [|userId.ToString()|]));
                time.Record(1, new("user", [|$"{userId}"|]), new("shard", 3));
                open.Add(1, new[] { new KeyValuePair<string, object?>("run", [|run|]) });
                var pairs = new KeyValuePair<string, object?>[] { new("run", [|run|]) };
                orders.Add(1, pairs);
                orders.Add(1, new TagList { { "run", [|run|] }, { "shard", 3 } });
                TagList tags = default;
                tags.Add("run", [|run|]);
                tags.Add(new KeyValuePair<string, object?>("run", [|run|]));
                orders.Add(1, in tags);
                meter.CreateObservableGauge("queue", () => new Measurement<int>(1, new KeyValuePair<string, object?>("run", [|run|])));
            }
        }
        """);

    [SinceRoslynFact("4.9")] // operations of collection expressions
    public Task Reports_tags_in_a_collection_expression() => Rule.Reports("""
        using System.Diagnostics.Metrics;
        class Sales(Gauge<int> level, Guid run)
        {
            void Measure() => level.Record(1, [new("run", [|run.ToString("N")|])]);
        }
        """);

    [Fact]
    public Task Reports_labels_of_prometheus() => Rule
        .Says("The tag 'user' takes the id of a user: each new value starts a time series of its own, so memory and cost grow without end; use a tag with few values, and put this one into a log or span")
        .Says("This label takes an e-mail address: each new value starts a time series of its own, so memory and cost grow without end; use a tag with few values, and put this one into a log or span")
        .Reports("""
            using Prometheus;
            class Sales
            {
                private static readonly Counter Orders = Metrics.CreateCounter("orders", "Orders", "user", "method");
                void Placed(string userId, string method, Histogram time, string email)
                {
                    Orders.WithLabels([|userId|], method).Inc();
                    time.WithLabels([|email|]).Observe(1);
                }
            }
            """);

    [Fact]
    public Task Reports_paths_queries_messages_and_times() => Rule.Reports("""
        using System.Diagnostics.Metrics;
        class Requests(Counter<int> requests)
        {
            void Measure(HttpContext http, Uri target, Exception error, DateTime started, string query, string requestUrl, string path, string errorMessage)
            {
                requests.Add(1, new KeyValuePair<string, object?>("path", [|http.Request.Path|]));
                requests.Add(1, new KeyValuePair<string, object?>("path", [|http.Request.Path.Value|]));
                requests.Add(1, new KeyValuePair<string, object?>("query", [|http.Request.QueryString|]));
                requests.Add(1, new KeyValuePair<string, object?>("target", [|target.AbsolutePath|]));
                requests.Add(1, new KeyValuePair<string, object?>("target", [|target|]));
                requests.Add(1, new KeyValuePair<string, object?>("error", [|error.Message|]));
                requests.Add(1, new KeyValuePair<string, object?>("error", [|errorMessage|]));
                requests.Add(1, new KeyValuePair<string, object?>("at", [|started|]));
                requests.Add(1, new KeyValuePair<string, object?>("search", [|query|]));
                requests.Add(1, new KeyValuePair<string, object?>("url", [|requestUrl|]));
                requests.Add(1, new KeyValuePair<string, object?>("path", [|path|]));
                requests.Add(1, new KeyValuePair<string, object?>("trace", [|http.TraceIdentifier|]));
                requests.Add(1, new KeyValuePair<string, object?>("trace", [|System.Diagnostics.Activity.Current?.TraceId|]));
                var raw = http.Request.Path.ToString();
                requests.Add(1, new KeyValuePair<string, object?>("raw", [|raw|]));
            }
        }
        """);

    [Fact]
    public Task Reports_what_the_key_says() => Rule.Reports("""
        using System.Diagnostics.Metrics;
        class Requests(Counter<int> requests)
        {
            void Measure(string id, string text, string who)
            {
                requests.Add(1, new KeyValuePair<string, object?>("user.id", [|id|]));
                requests.Add(1, new KeyValuePair<string, object?>("exception.message", [|text|]));
                requests.Add(1, new KeyValuePair<string, object?>("enduser_email", [|who|]));
            }
        }
        """);

    [Fact]
    public Task Silent_for_few_values() => Rule.Silent("""
        using System.Diagnostics.Metrics;
        enum UserId { Guest, Member }
        static class Paths { public const string Path = "/orders"; }
        class MyOptions { public string BaseUrl { get; set; } = ""; public string TenantId { get; set; } = ""; }
        class Requests(Counter<int> requests, MyOptions options)
        {
            void Measure(HttpContext http, Exception error, UserId userId, bool path, RouteEndpoint endpoint, int statusCode, string routeTemplate, Uri target, string region, string partitionId)
            {
                requests.Add(1, new KeyValuePair<string, object?>("method", http.Request.Method), new KeyValuePair<string, object?>("status", http.Response.StatusCode));
                requests.Add(1, new KeyValuePair<string, object?>("http.route", endpoint.RoutePattern.RawText), new KeyValuePair<string, object?>("path", routeTemplate));
                requests.Add(1, new KeyValuePair<string, object?>("error.type", error.GetType().Name), new KeyValuePair<string, object?>("error", error.GetType().FullName));
                requests.Add(1, new KeyValuePair<string, object?>("user.id", userId), new KeyValuePair<string, object?>("path", path));
                requests.Add(1, new KeyValuePair<string, object?>("path", Paths.Path), new KeyValuePair<string, object?>("path", "/orders"));
                requests.Add(1, new KeyValuePair<string, object?>("url", options.BaseUrl), new KeyValuePair<string, object?>("tenant.id", options.TenantId));
                requests.Add(1, new KeyValuePair<string, object?>("host", target.Host), new KeyValuePair<string, object?>("region", region));
                requests.Add(1, new KeyValuePair<string, object?>("partition", partitionId), new KeyValuePair<string, object?>("status", statusCode));
                requests.Add(1, new KeyValuePair<string, object?>("user.id", "anonymous"));
            }
        }
        """);

    [Fact]
    public Task Silent_for_values_that_a_call_brings_down_to_a_few() => Rule.Silent("""
        using System.Diagnostics.Metrics;
        class Requests(Counter<int> requests)
        {
            void Measure(HttpContext http, int userId, bool ok)
            {
                var path = GetRouteTemplate(http);
                var errorMessage = ok ? "none" : "failed";
                requests.Add(1, new KeyValuePair<string, object?>("path", path), new KeyValuePair<string, object?>("error", errorMessage));
                requests.Add(1, new KeyValuePair<string, object?>("user", Bucket(userId)), new KeyValuePair<string, object?>("path", Normalize(http.Request.Path)));
            }
            static string GetRouteTemplate(HttpContext http) => "";
            static string Bucket(int id) => "";
            static string Normalize(string path) => "";
        }
        """);

    [Fact]
    public Task Silent_for_pairs_that_are_no_tags_of_a_metric() => Rule.Silent("""
        using System.Diagnostics;
        class Work(ActivitySource source, ILogger logger)
        {
            void Run(Guid id, Dictionary<string, object?> tags)
            {
                var spanTags = new TagList { { "id", id } };
                spanTags.Add("id", id);
                using var activity = source.StartActivity("run", ActivityKind.Internal, default(ActivityContext), spanTags);
                activity?.SetTag("id", id);
                activity?.AddEvent(new ActivityEvent("done", default, new ActivityTagsCollection { new KeyValuePair<string, object?>("id", id) }));
                tags.Add("id", id);
                var list = new List<KeyValuePair<string, object?>> { new("id", id) };
                using (logger.BeginScope(new[] { new KeyValuePair<string, object?>("id", id) })) { }
                var pair = new KeyValuePair<string, object?>("id", id);
                Console.WriteLine(pair);
            }
        }
        """);

    [Fact]
    public Task The_option_allows_tags() => Rule
        .With("dotnet_code_quality.DCK1601.allowed_tags = tenant.id, run")
        .Reports("""
            using System.Diagnostics.Metrics;
            class Sales(Counter<int> orders)
            {
                void Placed(string tenantId, Guid run, Guid order) => orders.Add(1, new("tenant.id", tenantId), new("run", run), new("order", [|order|]));
            }
            """);

    [Fact]
    public Task Silent_without_the_library() => Rule.On(References.Framework).Silent("""
        class Counter<T> { public void Add(T value, KeyValuePair<string, object?> tag) { } public Counter<T> WithLabels(params string[] labelValues) => this; }
        class Sales(Counter<int> orders) { void Placed(Guid id, string userId) { orders.Add(1, new("id", id)); orders.WithLabels(userId); } }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Made.g.cs", """
        // <auto-generated/>
        class Made { void Show(System.Diagnostics.Metrics.Counter<int> orders, System.Guid id) => orders.Add(1, new System.Collections.Generic.KeyValuePair<string, object?>("id", id)); }
        """).Silent("class Empty;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent("""
        using System.Diagnostics.Metrics;
        class Sales(Counter<int> orders) { void Placed(Guid id) { orders.Add(1, new KeyValuePair<string, object?>("id", )); orders.Add(1, new KeyValuePair<string, object?>(; new TagList { { "id" } , { , id } }; tags.Add("id", ); x.WithLabels(
        """);
}
