using DesignChecks.Rules.Capacity;
using DesignChecks.Tests.Engine;

namespace DesignChecks.Tests.Capacity;

/// <summary>DCK0402: endpoints that read a file into memory to answer with it.</summary>
public class FileLoadedToBeServedTests
{
    private static Verify<FileLoadedToBeServed> Rule => new();

    private static string Action(string body) => $$"""
        using Microsoft.AspNetCore.Mvc;
        using Path = System.IO.Path;
        public class InvoicesController : ControllerBase
        {
            [HttpGet("invoices/{name}")]
            public async Task<IActionResult> Get(string name, string path)
            {
                await Task.Yield();
                {{body}}
            }
            private static void Log(byte[] bytes) { }
        }
        """;

    private static string Route(string handler) => $$"""
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/invoices/{name}", {{handler}});
        app.Run();
        """;

    [Fact]
    public Task Says_what_to_write() => Rule
        .Says("The file is in memory as a whole before its first byte is sent, so each request costs its size; let the server send it from the disk: PhysicalFile with the path")
        .Reports(Action("return [|File|](System.IO.File.ReadAllBytes(path), \"application/pdf\");"));

    [Fact]
    public void Says_from_which_size_on_a_file_lies_on_the_large_object_heap()
    {
        Assert.Contains("from 85 KB on", FileLoadedToBeServed.Description.Description.ToString());
        Assert.Equal(GC.MaxGeneration, GC.GetGeneration(new byte[85_000]));
        // A collection may move one to another generation meanwhile, not ten.
        Assert.Contains(Enumerable.Range(0, 10), _ => GC.GetGeneration(new byte[84_900]) == 0);
    }

    [Theory]
    [InlineData("return [|File|](await System.IO.File.ReadAllBytesAsync(path), \"application/pdf\", name);")]
    [InlineData("var bytes = await System.IO.File.ReadAllBytesAsync(path).ConfigureAwait(false); return [|File|](bytes, \"application/pdf\");")]
    [InlineData("var bytes = System.IO.File.ReadAllBytes(path); if (bytes.Length == 0) return NotFound(); return this.[|File|](bytes, \"application/pdf\");")]
    [InlineData("return [|File|](new MemoryStream(System.IO.File.ReadAllBytes(path)), \"application/pdf\");")]
    [InlineData("var memory = new MemoryStream(); using (var file = new FileStream(path, FileMode.Open)) { await file.CopyToAsync(memory); } memory.Position = 0; return [|File|](memory, \"application/pdf\");")]
    [InlineData("var memory = new MemoryStream(); using var file = System.IO.File.OpenRead(path); file.CopyTo(memory); return [|File|](memory.ToArray(), \"application/pdf\");")]
    public Task Reports_in_controllers(string body) => Rule.Reports(Action(body));

    [Theory]
    [InlineData("(string name) => Results.[|File|](File.ReadAllBytes(name), \"application/pdf\")")]
    [InlineData("async (string name) => Results.[|Bytes|](await File.ReadAllBytesAsync(name))")]
    [InlineData("async (string name) => { var bytes = await File.ReadAllBytesAsync(name); return TypedResults.[|Bytes|](bytes, \"application/pdf\"); }")]
    [InlineData("(string name) => TypedResults.[|File|](File.ReadAllBytes(name))")]
    [InlineData("(string name) => Results.[|Stream|](new MemoryStream(File.ReadAllBytes(name)))")]
    [InlineData("Send); static IResult Send(string name) => Results.[|File|](File.ReadAllBytes(name)); app.MapGet(\"/\", () => 1")]
    public Task Reports_in_minimal_APIs(string handler) => Rule.Reports(Route(handler));

    [Fact]
    public Task Reports_in_a_page() => Rule.Reports("""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        public class InvoiceModel : PageModel { public IActionResult OnGet(string path) => [|File|](System.IO.File.ReadAllBytes(path), "application/pdf"); }
        """);

    [Theory]
    [InlineData("return PhysicalFile(Path.GetFullPath(path), \"application/pdf\");")]
    [InlineData("return File(System.IO.File.OpenRead(path), \"application/pdf\");")] // streamed
    [InlineData("return File(System.Text.Encoding.UTF8.GetBytes(name), \"text/plain\");")] // made here
    [InlineData("var bytes = System.IO.File.ReadAllBytes(path); bytes[0] = 1; return File(bytes, \"application/pdf\");")] // changed
    [InlineData("var bytes = System.IO.File.ReadAllBytes(path); Log(bytes); return File(bytes, \"application/pdf\");")] // used otherwise
    [InlineData("var bytes = System.IO.File.ReadAllBytes(path); System.IO.File.Delete(path); return File(bytes, \"application/pdf\");")] // gone by then
    [InlineData("var bytes = name.Length > 3 ? System.IO.File.ReadAllBytes(path) : new byte[0]; return File(bytes, \"application/pdf\");")]
    [InlineData("var memory = new MemoryStream(); using var writer = new StreamWriter(memory); writer.Write(name); return File(memory, \"text/plain\");")] // written here
    [InlineData("var memory = new MemoryStream(); using var file = System.IO.File.OpenRead(path); file.CopyTo(memory); new StreamWriter(memory).Write(name); return File(memory, \"text/plain\");")] // and added to
    [InlineData("var memory = new MemoryStream(); await Request.Body.CopyToAsync(memory); return File(memory, \"text/plain\");")] // from elsewhere
    public Task Silent_for_streams_and_for_bytes_with_another_purpose(string body) => Rule.Silent(Action(body));

    [Fact]
    public Task Silent_outside_of_endpoints_and_for_own_methods_of_such_names() => Rule.Silent("""
        public class Archive
        {
            public IResult Make(string path) => Results.File(System.IO.File.ReadAllBytes(path));
            public object Own(string path) => File(System.IO.File.ReadAllBytes(path));
            private static object File(byte[] fileContents) => fileContents;
        }
        """);

    [Fact]
    public Task Silent_in_generated_code() => Rule.File("Invoices.g.cs", Action("return File(System.IO.File.ReadAllBytes(path), \"application/pdf\");")).Silent("class Nothing;");

    [Fact]
    public Task Silent_on_incomplete_code() => Rule.Incomplete().Silent(Action("return File(System.IO.File.ReadAllBytes(, \"application/pdf\""));

    [Fact]
    public Task Fix_serves_from_the_disk_and_keeps_comments() => Rule.Fixes(
        """
        using Microsoft.AspNetCore.Mvc;

        public class InvoicesController(IWebHostEnvironment host) : ControllerBase
        {
            [HttpGet("a")]
            public IActionResult Direct(string path) => [|File|](System.IO.File.ReadAllBytes(path), "application/pdf", "invoice.pdf");

            // one at a time
            [HttpGet("b")]
            public async Task<IActionResult> Awaited(string name)
            {
                if (name.Length == 0)
                    return NotFound();
                // from the archive
                var bytes = await System.IO.File.ReadAllBytesAsync(Path.Combine(host.ContentRootPath, name));
                return [|File|](bytes, "application/pdf"); // as it is
            }

            [HttpGet("c")]
            public async Task<IActionResult> Busy(string path)
            {
                await Task.Yield();
                return [|File|](fileContents: await System.IO.File.ReadAllBytesAsync(path), contentType: "application/pdf");
            }
        }
        """,
        """
        using Microsoft.AspNetCore.Mvc;

        public class InvoicesController(IWebHostEnvironment host) : ControllerBase
        {
            [HttpGet("a")]
            public IActionResult Direct(string path) => PhysicalFile(Path.GetFullPath(path), "application/pdf", "invoice.pdf");

            // one at a time
            [HttpGet("b")]
            public Task<IActionResult> Awaited(string name)
            {
                if (name.Length == 0)
                    return Task.FromResult<IActionResult>(NotFound());
                // from the archive
                return Task.FromResult<IActionResult>(PhysicalFile(Path.Combine(host.ContentRootPath, name), "application/pdf")); // as it is
            }

            [HttpGet("c")]
            public async Task<IActionResult> Busy(string path)
            {
                await Task.Yield();
                return PhysicalFile(physicalPath: Path.GetFullPath(path), contentType: "application/pdf");
            }
        }
        """);

    [Fact]
    public Task Fix_in_minimal_APIs() => Rule.Fixes(
        Route("async (string name) => Results.[|Bytes|](await File.ReadAllBytesAsync(name), \"application/pdf\")") + "app.MapGet(\"/b\", (string name) => TypedResults.[|File|](File.ReadAllBytes(name)));",
        Route("(string name) => Results.File(Path.GetFullPath(name), \"application/pdf\")") + "app.MapGet(\"/b\", (string name) => TypedResults.PhysicalFile(Path.GetFullPath(name)));");

    [Theory]
    [InlineData("var memory = new MemoryStream(); using var file = System.IO.File.OpenRead(path); file.CopyTo(memory); return [|File|](memory.ToArray(), \"application/pdf\");")]
    [InlineData("var bytes = System.IO.File.ReadAllBytes(path); if (bytes.Length == 0) return NotFound(); return [|File|](bytes, \"application/pdf\");")]
    public Task Has_no_fix_where_more_than_the_answer_changes(string body) => Rule.HasNoFix(Action(body));

    [Fact]
    public Task Has_no_fix_where_the_signature_names_the_content() => Rule.HasNoFix("""
        using Microsoft.AspNetCore.Mvc;
        public class InvoicesController : ControllerBase
        {
            [HttpGet("a")]
            public FileContentResult Get(string path) => [|File|](System.IO.File.ReadAllBytes(path), "application/pdf");
        }
        """);
}
