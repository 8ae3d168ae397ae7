namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Actions of controllers: their verbs, routes, access, answers.</summary>
public class ControllerTests
{
    [Fact]
    public Task Actions() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.RateLimiting;
        public record Order(int Id);
        public class PagedList<T> : List<T>;
        public class Filter { public string? Text { get; set; } public Paging Paging { get; set; } = new(); }
        public class Paging { public int Size { get; set; } }
        [ApiController]
        [Route("api/[controller]")]
        public class OrdersController : ControllerBase
        {
            [HttpGet] public List<Order> All() => []; // GET /api/Orders | safe | unstated | - | list | unpaged | none
            [HttpGet("{id:int}")] public ActionResult<Order> One(int id) => new Order(id); // GET /api/Orders/{id:int} | safe | unstated | - | single | unpaged | none
            [HttpGet("page")] public async Task<ActionResult<IEnumerable<Order>>> Page(int page, int pageSize) { await Task.Yield(); return Ok(); } // GET /api/Orders/page | safe | unstated | - | list | paged | none
            [HttpGet("filter")] public IActionResult Filter([FromQuery] Filter filter) => Ok(new List<Order>()); // GET /api/Orders/filter | safe | unstated | - | list | paged | none
            [HttpGet("any")] public IActionResult Any() => NotFound(); // GET /api/Orders/any | safe | unstated | - | unknown | unpaged | none
            [HttpGet("paged")] public PagedList<Order> Paged() => []; // GET /api/Orders/paged | safe | unstated | - | page | unpaged | none
            [HttpGet("local")] public async Task<IActionResult> Held() { var all = await Load(); return Ok(all); } // GET /api/Orders/local | safe | unstated | - | list | unpaged | none
            [HttpGet("stream")] public async IAsyncEnumerable<int> Stream() { await Task.Yield(); yield return 1; } // GET /api/Orders/stream | safe | unstated | - | stream | unpaged | none
            [HttpPost, Authorize] public IActionResult Create(Order order) => Ok(order); // POST /api/Orders | unsafe | authorized | - | single | unpaged | none
            [HttpPost("open"), AllowAnonymous, Authorize] public void Open() { } // POST /api/Orders/open | unsafe | anonymous | - | none | unpaged | none
            [HttpPost("limited"), EnableRateLimiting("p")] public int Limited() => 1; // POST /api/Orders/limited | unsafe | unstated | limited | single | unpaged | none
            [HttpPost("unlimited"), DisableRateLimiting] public int Unlimited() => 1; // POST /api/Orders/unlimited | unsafe | unstated | disabled | single | unpaged | none
            [HttpPost("guarded"), ServiceFilter(typeof(Guard))] public int Guarded() => 1; // POST /api/Orders/guarded | unsafe | authorized | - | single | unpaged | none
            [HttpPost("guarded/2"), TypeFilter<Guard>] public int GuardedToo() => 1; // POST /api/Orders/guarded/2 | unsafe | authorized | - | single | unpaged | none
            [HttpPost("https"), RequireHttps] public int Https() => 1; // POST /api/Orders/https | unsafe | unstated | - | single | unpaged | none
            private Task<Order[]> Load() => Task.FromResult(new Order[0]);
        }
        public class Guard : IAuthorizationFilter { public void OnAuthorization(AuthorizationFilterContext context) { } }
        """);

    [Fact]
    public Task Verbs_of_actions() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Routing;
        [Route("a")]
        public class AController : ControllerBase
        {
            [AcceptVerbs("GET", "HEAD")] public int Verbs() => 1; // GET,HEAD /a | safe | unstated | - | single | unpaged | none
            [AcceptVerbs("PUT", Route = "accepted")] public int Accepted() => 1; // PUT /a/accepted | unsafe | unstated | - | single | unpaged | none
            [AcceptVerbs("post")] public int Lower() => 1; // POST /a | unsafe | unstated | - | single | unpaged | none
            [HttpGet, HttpPost] public int Both() => 1; // GET,POST /a | unsafe | unstated | - | single | unpaged | none
            [HttpHead("head")] public void Head() { } // HEAD /a/head | safe | unstated | - | none | unpaged | none
            [HttpOptions("options")] public void Options() { } // OPTIONS /a/options | unsafe | unstated | - | none | unpaged | none
            [HttpGet("one"), HttpPost("two")] public int Two() => 1; // GET /a/one | safe | unstated | - | single | unpaged | none; POST /a/two | unsafe | unstated | - | single | unpaged | none
            [HttpGet("same"), HttpPost("same")] public int Same() => 1; // GET /a/same | safe | unstated | - | single | unpaged | none; POST /a/same | unsafe | unstated | - | single | unpaged | none
            [HttpGet("three"), HttpPost] public int Three() => 1; // GET /a/three | safe | unstated | - | single | unpaged | none; POST /a | unsafe | unstated | - | single | unpaged | none
            [HttpGet, Route("routed")] public int Routed() => 1; // GET /a/routed | safe | unstated | - | single | unpaged | none
            [HttpGet, HttpPut, Route("four"), Route("five")] public int Four() => 1; // GET,PUT /a/four | unsafe | unstated | - | single | unpaged | none; GET,PUT /a/five | unsafe | unstated | - | single | unpaged | none
            [HttpDelete("six"), Route("seven")] public int Six() => 1; // DELETE /a/six | unsafe | unstated | - | single | unpaged | none; ? /a/seven | ? | unstated | - | single | unpaged | none => DELETE /a/six | unsafe | unstated | - | none; ANY /a/seven | unsafe | unstated | - | none
            [Route("free")] public int Free() => 1; // ? /a/free | ? | unstated | - | single | unpaged | none => ANY /a/free | unsafe | unstated | - | none
            public int Plain() => 1; // ? /a | ? | unstated | - | single | unpaged | none => ANY /a | unsafe | unstated | - | none
            [Query] public int Query() => 1; // ? ? | ? | unstated | - | single | unpaged | unknown => QUERY /a/query | unsafe | unstated | - | none
            [HttpFetch] public int Fetched() => 1; // GET ? | safe | unstated | - | single | unpaged | unknown => GET /a/fetch | safe | unstated | - | none
        }
        public class QueryAttribute() : HttpMethodAttribute(["QUERY"], "query");
        public class HttpFetchAttribute() : HttpGetAttribute("fetch");
        """);

    [Fact]
    public Task Routes_of_actions() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        [Route("api/[controller]/[action]")]
        public class TokensController : ControllerBase
        {
            [HttpGet] public int Get() => 1; // GET /api/Tokens/Get | safe | unstated | - | single | unpaged | none
            [HttpGet] public int NameAsync() => 1; // GET /api/Tokens/Name | safe | unstated | - | single | unpaged | none
            [HttpGet, ActionName("Other")] public int Named() => 1; // GET /api/Tokens/Other | safe | unstated | - | single | unpaged | none
            [HttpGet("")] public int Empty() => 1; // GET /api/Tokens/Empty | safe | unstated | - | single | unpaged | none
            [HttpPost("/absolute")] public void Absolute() { } // POST /absolute | unsafe | unstated | - | none | unpaged | none
            [HttpPost("~/home/[controller]")] public void Home() { } // POST /home/Tokens | unsafe | unstated | - | none | unpaged | none
            [HttpPut(Name = "put")] public void Put() { } // PUT /api/Tokens/Put | unsafe | unstated | - | none | unpaged | none
            [HttpDelete(template: Routes.One, Order = 1)] public void Delete(int id) { } // DELETE /api/Tokens/Delete/{id} | unsafe | unstated | - | none | unpaged | none
            [HttpPatch("[Action]/x")] public void Patch() { } // PATCH /api/Tokens/Patch/Patch/x | unsafe | unstated | - | none | unpaged | none
        }
        public static class Routes { public const string One = "{id}"; }
        [Route("parts")]
        public partial class PartsController : ControllerBase
        {
            [HttpGet("{id:min(1)}", Name = "part")] public int Get(int id) => 1; // GET /parts/{id:min(1)} | safe | unstated | - | single | unpaged | none
        }
        public partial class PartsController
        {
            [HttpPost] public int Post() => 1; // POST /parts | unsafe | unstated | - | single | unpaged | none
        }
        [Area("back"), Route("[area]/items")]
        public class AreaController(TimeProvider time) : ControllerBase
        {
            [HttpGet("{id}")] public long Get(int id) => time.GetTimestamp(); // GET /back/items/{id} | safe | unstated | - | single | unpaged | none
        }
        [Route("first"), Route("v2/second")]
        public class TwiceController : ControllerBase
        {
            [HttpPost("x")] public int Post() => 1; // POST /first/x | unsafe | unstated | - | single | unpaged | none; POST /v2/second/x | unsafe | unstated | - | single | unpaged | versioned
            [HttpPut("/put")] public int Put() => 1; // PUT /put | unsafe | unstated | - | single | unpaged | none
        }
        [Route("escaped/[[x]]")]
        public class EscapedController : ControllerBase
        {
            [HttpGet] public int Get() => 1; // GET ? | safe | unstated | - | single | unpaged | unknown => GET /escaped/[x] | safe | unstated | - | none
        }
        """);

    [Fact]
    public Task Controllers_and_what_is_none() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        public class HealthController : ControllerBase
        {
            [HttpGet("health")] public int Get() => 1; // GET /health | safe | unstated | - | single | unpaged | none
            [HttpGet] public int Other() => 1; // GET ? | safe | unstated | - | single | unpaged | unknown => nothing: only a conventional route leads there
        }
        [Controller, Route("plain")]
        public class Plain
        {
            [HttpGet] public int Get() => 1; // GET /plain | safe | unstated | - | single | unpaged | none
        }
        [Route("by/name")]
        public class ByNameController
        {
            [HttpPost] public int Post() => 1; // POST /by/name | unsafe | unstated | - | single | unpaged | none
        }
        public class ByNameTooController
        {
            [HttpPost("by/name/2")] public int Post() => 1; // POST /by/name/2 | unsafe | unstated | - | single | unpaged | none
            public int Convention() => 1; // ? ? | ? | unstated | - | single | unpaged | unknown => nothing: only a conventional route leads there
        }
        [Route("views")]
        public class ViewsController : Controller
        {
            public ViewResult Index() => View(); // ? /views | ? | unstated | - | unknown | unpaged | none => ANY /views | unsafe | unstated | - | none
            public override void OnActionExecuting(ActionExecutingContext context) { }
            public void Dispose(int more) { } // ? /views | ? | unstated | - | none | unpaged | none => ANY /views | unsafe | unstated | - | none
            [NonAction] public int Not() => 1;
            public static int NotEither() => 1;
            public int Generic<T>() => 1;
            public override string ToString() => "";
            internal int Internal() => 1;
        }
        [NonController, Route("none")]
        public class NoController : ControllerBase { [HttpGet] public int Get() => 1; }
        public class DerivedFromNoController : NoController { [HttpPost] public int Post() => 1; }
        [Route("internal")]
        class InternalController : ControllerBase { [HttpGet] public int Get() => 1; }
        public class Outer
        {
            [Route("nested")]
            public class NestedController : ControllerBase { [HttpGet] public int Get() => 1; }
        }
        [Route("generic")]
        public class GenericController<T> : ControllerBase { [HttpPost] public int Post() => 1; } // POST ? | unsafe | unknown | unknown | single | unpaged | unknown => nothing: an open class
        public class Unrelated : List<int> { [Obsolete] public int Get() => 1; }
        """);

    [Fact]
    public Task Controllers_that_are_mapped_with_conventions() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.RateLimiting;
        var app = WebApplication.CreateBuilder().Build();
        app.MapControllers().RequireAuthorization().RequireRateLimiting("p");
        app.MapPost("/minimal", () => 1); // POST /minimal | unsafe | unstated | - | single | unpaged | none
        [Route("a")]
        public class AController : ControllerBase
        {
            [HttpGet] public int Get() => 1; // GET /a | safe | authorized | limited | single | unpaged | none
            [HttpPost, AllowAnonymous] public int Post() => 1; // POST /a | unsafe | anonymous | limited | single | unpaged | none
            [HttpPut, DisableRateLimiting] public int Put() => 1; // PUT /a | unsafe | authorized | disabled | single | unpaged | none
        }
        """);

    [Fact]
    public Task Controllers_that_are_mapped_among_endpoints() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.UseRouting();
        app.UseEndpoints(endpoints =>
        {
            endpoints.MapControllers().RequireAuthorization();
        });
        [ApiController, Route("[controller]")]
        public class ThingsController : ControllerBase
        {
            [HttpPut] public int Put() => 1; // PUT /Things | unsafe | authorized | - | single | unpaged | none
        }
        """);

    [Fact]
    public Task Controllers_that_are_mapped_on_a_group() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapGroup("/api").RequireAuthorization().MapControllers();
        [Route("a")]
        public class AController : ControllerBase
        {
            [HttpGet] public int Get() => 1; // GET /api/a | safe | authorized | - | single | unpaged | none
            [HttpPost("/b")] public int Post() => 1; // POST /api/b | unsafe | authorized | - | single | unpaged | none
        }
        """);

    [Fact]
    public Task Routes_by_attributes_beside_a_conventional_route() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}").RequireAuthorization();
        public class HomeController : ControllerBase
        {
            [HttpPost] public void Index() { } // POST ? | unsafe | authorized | - | none | unpaged | unknown => POST /{controller=Home}/{action=Index}/{id?} | unsafe | authorized | - | none
            [HttpPost("direct")] public void Direct() { } // POST /direct | unsafe | unstated | - | none | unpaged | none
        }
        """);

    [Fact]
    public Task Controllers_that_are_mapped_twice() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Mvc;
        var app = WebApplication.CreateBuilder().Build();
        app.MapControllers().RequireAuthorization();
        app.MapDefaultControllerRoute();
        public class HomeController : ControllerBase
        {
            [HttpPost] public void Index() { } // POST ? | unsafe | authorized | - | none | unpaged | unknown => POST /{controller=Home}/{action=Index}/{id?} | unsafe | authorized | - | none
            [HttpPost("direct")] public void Direct() { } // POST /direct | unsafe | authorized | - | none | unpaged | none
        }
        """);

    [Fact]
    public Task Conventional_routes() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddControllersWithViews();
        var app = builder.Build();
        app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
        public class HomeController : Controller
        {
            public ViewResult Index() => View(); // ? ? | ? | unstated | - | unknown | unpaged | unknown => ANY /{controller=Home}/{action=Index}/{id?} | unsafe | unstated | - | none
            [HttpPost, Authorize] public ViewResult Save() => View(); // POST ? | unsafe | authorized | - | unknown | unpaged | unknown => POST /{controller=Home}/{action=Index}/{id?} | unsafe | authorized | - | none
            [HttpPost("direct")] public void Direct() { } // POST /direct | unsafe | unstated | - | none | unpaged | none
        }
        """);
}
