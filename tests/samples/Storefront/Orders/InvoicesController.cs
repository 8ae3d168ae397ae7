using Asp.Versioning;
using Microsoft.AspNetCore.Mvc;

namespace Storefront.Orders;

/// <summary>Version 0.9 is known to go in June; nobody has been told when 1.0 will.</summary>
[ApiController]
[ApiVersion(0.9, Deprecated = true)]
[ApiVersion(1.0, Deprecated = true)]
[ApiVersion(2.0)]
[Route("api/v{version:apiVersion}/invoices")]
public class InvoicesController(IWebHostEnvironment host) : ControllerBase
{
    /// <summary>As many invoices in memory as customers look at one.</summary>
    [HttpGet("{id:int}")]
    public async Task<IActionResult> Invoice(int id)
    {
        var content = await System.IO.File.ReadAllBytesAsync(Path.Combine(host.ContentRootPath, "invoices", $"{id}.pdf"));
        return File(content, "application/pdf");
    }

    /// <summary>The neighbour that the server sends from the disk.</summary>
    [HttpGet("{id:int}/delivery-note")]
    public IActionResult DeliveryNote(int id) =>
        PhysicalFile(Path.Combine(host.ContentRootPath, "delivery-notes", $"{id}.pdf"), "application/pdf");
}
