using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Hosting;

/// <summary>
/// The web host that the compilation makes, if it makes one: where, and whether all that configures it is in sight. Only
/// then is what isn't there missing.
/// </summary>
internal sealed class WebHost
{
    /// <summary>Words that rules about hosts look up.</summary>
    public static readonly string[] Words = ["CreateBuilder", "CreateSlimBuilder", "CreateEmptyBuilder", "UseStartup", "ConfigureWebHostDefaults", "ConfigureWebHost"];

    /// <summary>Azure Functions have a host of their own, which nobody configures like this.</summary>
    private static readonly TypeName WebApplication = new("Microsoft.AspNetCore.Builder.WebApplication");

    private static readonly TypeName[] HostBuilders = [new("Microsoft.AspNetCore.Hosting.IWebHostBuilder"), new("Microsoft.Extensions.Hosting.IHostBuilder")];

    private readonly HostPart _hidden = HostPart.All;
    private readonly bool _hidesEndpoints = true;

    private WebHost(World world, CancellationToken cancel)
    {
        var made = Words.SelectMany(word => world.CallsOf(word, cancel)).Where(MakesHost).ToArray();
        if (made.Length == 0)
            return;
        var startups = made.Where(call => call.Name == "UseStartup").ToArray();
        Root = startups.FirstInText() ?? made.FirstInText();
        var composition = new Composition(world, cancel);
        foreach (var startup in startups)
            composition.EnterStartup(startup.Method.TypeArguments.LastOrDefault() ?? startup.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand);
        composition.Walk(made.Select(call => Code.Root(call.Operation)).Distinct());
        _hidden = composition.Hidden;
        _hidesEndpoints = composition.HidesEndpoints;
    }

    /// <summary>The call that makes it: <c>WebApplication.CreateBuilder</c>, <c>UseStartup</c>. Null in a library.</summary>
    public Call? Root { get; }

    public static WebHost Of(Found found) => Of(found.World, found.Cancel);

    public static WebHost Of(World world, CancellationToken cancel) => world.Concept((world, cancel) => new WebHost(world, cancel), cancel);

    /// <summary>True when the compilation makes a host and shows all that configures these parts of it.</summary>
    public bool Shows(HostPart parts) => Root is not null && (_hidden & parts) == HostPart.None;

    /// <summary>True when the compilation makes a host and no method of somebody else's may map endpoints of its API.</summary>
    public bool ShowsEndpoints => Root is not null && !_hidesEndpoints;

    private static bool MakesHost(Call call) =>
        call.Name.StartsWith("Create", StringComparison.Ordinal) ? call.IsOn(WebApplication) : HostBuilders.AnyIsBaseOf(call.Receiver?.Type);
}
