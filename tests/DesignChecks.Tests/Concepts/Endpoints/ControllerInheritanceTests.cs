namespace DesignChecks.Tests.Concepts.Endpoints;

/// <summary>Actions of controllers that derive from others. An action is shown where it is declared; ASP.NET Core has it once for each class that inherits it.</summary>
public class ControllerInheritanceTests
{
    [Fact]
    public Task Abstract_bases() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.RateLimiting;
        [Authorize, Route("base/[controller]"), EnableRateLimiting("p")]
        public abstract class Secured : ControllerBase
        {
            [HttpDelete("{id}")] public virtual int Delete(int id) => 1; // DELETE ? | unsafe | authorized | limited | single | unpaged | unknown => nothing: overridden in the only class
        }
        public class ItemsController : Secured
        {
            [HttpGet] public int Get() => 1; // GET /base/Items | safe | authorized | limited | single | unpaged | none
            [AllowAnonymous] public override int Delete(int id) => 2; // DELETE /base/Items/{id} | unsafe | anonymous | limited | single | unpaged | none
        }
        [ApiController, Route("api/[controller]")]
        public abstract class Crud<T> : ControllerBase where T : new()
        {
            [HttpGet] public List<T> All(int page) => []; // GET ? | safe | unknown | unknown | list | paged | unknown => GET /api/People | safe | unstated | - | none; GET /own | safe | authorized | - | none
            [HttpPost] public void Add(T item) { } // POST ? | unsafe | unknown | unknown | none | unpaged | unknown => POST /api/People | unsafe | unstated | - | none; POST /own | unsafe | authorized | - | none
        }
        public class PeopleController : Crud<object>
        {
            [HttpPut("{id}")] public void Change(int id) { } // PUT /api/People/{id} | unsafe | unstated | - | none | unpaged | none
        }
        [Authorize, Route("own")]
        public class PetsController : Crud<List<int>>
        {
            [HttpPut("{id}")] public void Change(int id) { } // PUT /own/{id} | unsafe | authorized | - | none | unpaged | none
        }
        public class BareController : PetsBase
        {
            [HttpPatch] public void Patch() { } // PATCH /pets | unsafe | authorized | - | none | unpaged | none
            [HttpPatch("")] public void PatchToo() { } // PATCH /pets | unsafe | authorized | - | none | unpaged | none
        }
        [Route("pets"), Authorize("admin")]
        public abstract class PetsBase : ControllerBase;
        """);

    [Fact]
    public Task Overrides() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        [Route("general")]
        public abstract class General : ControllerBase
        {
            [HttpPost("one"), Authorize] public abstract int One();
            [HttpPost("two")] public virtual int Two() => 1; // POST ? | unsafe | unknown | unknown | single | unpaged | unknown => nothing: overridden in the only class
            [HttpPost("three")] public virtual int Three() => 1; // POST ? | unsafe | unknown | unknown | single | unpaged | unknown => nothing: overridden in the only class
            [HttpPost("four")] public virtual int Four() => 1; // POST ? | unsafe | unknown | unknown | single | unpaged | unknown => nothing: overridden in the only class
            [NonAction] public virtual int Five() => 1;
        }
        public class SpecialController : General
        {
            public override int One() => 2; // POST /general/one | unsafe | authorized | - | single | unpaged | none
            [HttpPut("changed")] public override int Two() => 2; // PUT /general/changed | unsafe | unstated | - | single | unpaged | none
            [HttpGet] public override int Three() => 2; // GET /general | safe | unstated | - | single | unpaged | none
            [AllowAnonymous] public override int Four() => 2; // POST /general/four | unsafe | anonymous | - | single | unpaged | none
            public override int Five() => 2;
        }
        """);

    [Fact]
    public Task Classes_that_can_be_made_and_are_derived_from() => EndpointTable.Holds("""
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Mvc;
        [Route("[controller]")]
        public class FirstController : ControllerBase
        {
            [HttpPost] public int Post() => 1; // POST /First | unsafe | unstated | - | single | unpaged | none => POST /First | unsafe | unstated | - | none; POST /Second | unsafe | authorized | - | none
        }
        [Authorize]
        public class SecondController : FirstController
        {
            [HttpPut] public int Put() => 1; // PUT /Second | unsafe | authorized | - | single | unpaged | none
        }
        """);
}
