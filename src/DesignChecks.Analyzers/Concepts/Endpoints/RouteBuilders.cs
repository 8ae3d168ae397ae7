using DesignChecks.Engine;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>The words and types of minimal APIs.</summary>
internal static class RouteBuilders
{
    public static readonly TypeName Builder = new("Microsoft.AspNetCore.Routing.IEndpointRouteBuilder");
    public static readonly TypeName Conventions = new("Microsoft.AspNetCore.Builder.IEndpointConventionBuilder");
    public static readonly TypeName CarterModule = new("Carter.ICarterModule");

    /// <summary>What is never a group: it adds no prefix and no metadata.</summary>
    public static readonly TypeName[] Roots = [new("Microsoft.AspNetCore.Builder.WebApplication"), new("Microsoft.AspNetCore.Builder.IApplicationBuilder")];

    /// <summary>Methods that map one endpoint.</summary>
    public static readonly string[] Mappings = ["MapGet", "MapPost", "MapPut", "MapPatch", "MapDelete", "MapMethods"];

    /// <summary>Methods that make a builder on which more is mapped.</summary>
    public static readonly string[] Groups = ["MapGroup", "NewVersionedApi"];

    /// <summary>Maps all controllers: what is chained to it is said of every action.</summary>
    public const string AllControllers = "MapControllers";

    /// <summary>Methods that map a conventional route, and with it the actions that have routes of their own; what is chained to them is said of those that have none.</summary>
    public static readonly string[] ConventionalRoutes = ["MapControllerRoute", "MapDefaultControllerRoute", "MapAreaControllerRoute"];

    /// <summary>Methods that map all controllers.</summary>
    public static readonly string[] ControllerMappings = [AllControllers, .. ConventionalRoutes];

    public static readonly string[] Words = [.. Mappings, .. Groups, .. ControllerMappings, "MapCarter"];

    /// <summary>A call that tells a builder something and gives it back; not one that maps or opens a group on it.</summary>
    public static bool IsConvention(Call call) =>
        !IsMapping(call.Name)
        && call.Name != "NewVersionedApi"
        && Conventions.IsBaseOf(call.Method.ReturnType)
        && call.Receiver?.Type is { } receiver
        && (Conventions.IsBaseOf(receiver) || Builder.IsBaseOf(receiver));

    public static bool IsMapping(string method) => method.StartsWith("Map", StringComparison.Ordinal) && method is not ("MapToApiVersion" or "MapToVersion");

    /// <summary>True for methods of the framework and the versioning library, which say no more than their name.</summary>
    public static bool IsFramework(Call call) =>
        call.DeclaringType.ContainingAssembly?.Name is { } assembly
        && (assembly.StartsWith("Microsoft.", StringComparison.Ordinal) || assembly.StartsWith("Asp.Versioning", StringComparison.Ordinal));
}
