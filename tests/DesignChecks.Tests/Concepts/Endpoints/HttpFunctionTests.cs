namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Functions with an HTTP trigger.</summary>
public class HttpFunctionTests
{
    [Fact]
    public Task Functions_with_an_http_trigger() => EndpointTable.Holds("""
        using Microsoft.Azure.Functions.Worker;
        class Orders
        {
            [Function("list")]
            public List<int> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders")] HttpRequest request) => []; // GET /api/orders | safe | anonymous | - | list | unpaged | none => not asked: the host of Azure Functions maps it
            [Function("create")]
            public static int Create([HttpTrigger(AuthorizationLevel.Function, "post", "put")] HttpRequest request) => 1; // POST,PUT /api/create | unsafe | authorized | - | single | unpaged | none => not asked: the host of Azure Functions maps it
            [Function("any")]
            public int Any([HttpTrigger] HttpRequest request) => 1; // ? /api/any | ? | unknown | - | single | unpaged | none => not asked: the host of Azure Functions maps it
        }
        namespace Microsoft.Azure.Functions.Worker
        {
            enum AuthorizationLevel { Anonymous, User, Function, System, Admin }
            class FunctionAttribute(string name) : Attribute { public string Name => name; }
            class HttpTriggerAttribute : Attribute
            {
                public HttpTriggerAttribute() { }
                public HttpTriggerAttribute(AuthorizationLevel level, params string[] methods) { }
                public string? Route { get; set; }
            }
        }
        """);
}
