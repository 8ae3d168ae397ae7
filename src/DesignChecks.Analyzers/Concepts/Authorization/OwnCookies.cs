using DesignChecks.Concepts.Endpoints;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Authorization;

/// <summary>Handlers that do nothing but set cookies of the browser that calls (a language, a theme): there is nothing to protect.</summary>
internal static class OwnCookies
{
    private static readonly TypeName Cookies = new("Microsoft.AspNetCore.Http.IResponseCookies");

    /// <summary>Namespaces whose methods reach nothing behind the request and its answer.</summary>
    private static readonly string[] Harmless =
        ["System", "System.Collections.Generic", "System.Globalization", "System.Linq", "System.Text", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Localization", "Microsoft.AspNetCore.Mvc"];

    public static bool AreAllThat(Endpoint endpoint)
    {
        var all = Code.Within(endpoint.Body).ToArray();
        return all.Any(operation => operation is IInvocationOperation call && Cookies.IsBaseOf(call.TargetMethod.ContainingType)) && Array.TrueForAll(all, IsHarmless);
    }

    private static bool IsHarmless(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.ContainingNamespace: var space } => Array.IndexOf(Harmless, space.ToDisplayString()) >= 0,
        IAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation, Parent: not IObjectOrCollectionInitializerOperation } or IDynamicInvocationOperation or IInvalidOperation => false,
        _ => true,
    };
}
