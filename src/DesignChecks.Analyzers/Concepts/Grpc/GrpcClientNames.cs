using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.Concepts.Grpc;

/// <summary>
/// Generated clients are called <c>Greeter.GreeterClient</c>, and their methods like anything: the names that hold a client are
/// found by its type's last word, before anything is bound.
/// </summary>
internal static class GrpcClientNames
{
    /// <summary>True when a field, property, parameter or local of the type is declared as some client.</summary>
    public static bool MayHold(TypeDeclarationSyntax type) => Names(type).Any();

    /// <summary>The calls on such names in the type, nested types left out.</summary>
    public static IEnumerable<InvocationExpressionSyntax> CallsIn(TypeDeclarationSyntax type)
    {
        var names = new HashSet<string>(Names(type), StringComparer.Ordinal);
        return type.DescendantNodes(node => node == type || node is not TypeDeclarationSyntax).OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax access && NameOf(access.Expression) is { } name && names.Contains(name));
    }

    private static IEnumerable<string> Names(TypeDeclarationSyntax type)
    {
        foreach (var node in type.DescendantNodes(node => node == type || node is not TypeDeclarationSyntax))
        {
            switch (node)
            {
                case VariableDeclarationSyntax declaration when IsClient(declaration.Type) || declaration.Variables.Any(variable => variable.Initializer?.Value is ObjectCreationExpressionSyntax creation && IsClient(creation.Type)):
                    foreach (var variable in declaration.Variables)
                        yield return variable.Identifier.ValueText;
                    break;
                case ParameterSyntax { Type: { } given } parameter when IsClient(given):
                    yield return parameter.Identifier.ValueText;
                    break;
                case PropertyDeclarationSyntax property when IsClient(property.Type):
                    yield return property.Identifier.ValueText;
                    break;
            }
        }
    }

    private static bool IsClient(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => IsClient(nullable.ElementType),
        QualifiedNameSyntax qualified => IsClient(qualified.Right),
        SimpleNameSyntax name => name.Identifier.ValueText.EndsWith("Client", StringComparison.Ordinal) && name.Identifier.ValueText != "HttpClient",
        _ => false,
    };

    private static string? NameOf(ExpressionSyntax receiver) => receiver switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
