using DesignChecks.Engine;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DesignChecks.CodeFixes.Companions;

/// <summary>The name that a value gets in a message template: <c>UserId</c> for <c>user.Id</c>, <c>OrderCount</c> for <c>GetOrderCount()</c>.</summary>
internal static class PlaceholderName
{
    private const string Unnamed = "Value";

    /// <summary>Members and methods that say nothing of what the value is: the name before them does.</summary>
    private static readonly string[] Transparent =
        ["ToString", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Replace", "Substring", "ToArray", "ToList", "Value", "ConfigureAwait", "Result"];

    public static string Of(ExpressionSyntax expression)
    {
        var path = new List<string>();
        Collect(expression, path);
        path.RemoveAll(name => name.Length == 0);
        while (path.Count > 1 && Array.IndexOf(Transparent, path[path.Count - 1]) >= 0)
            path.RemoveAt(path.Count - 1);
        if (path.Count == 0)
            return Unnamed;
        var last = path[path.Count - 1];
        // A single word (Id, Name, Count) needs to be told whose it is.
        return path.Count > 1 && Words.Of(last).Count == 1 && !path[path.Count - 2].EndsWith(last, StringComparison.Ordinal)
            ? path[path.Count - 2] + last
            : last;
    }

    /// <summary>The names along a chain of members and calls, in the order of the text.</summary>
    private static void Collect(ExpressionSyntax expression, List<string> path)
    {
        switch (expression)
        {
            case SimpleNameSyntax name:
                path.Add(Pascal(name.Identifier.ValueText));
                break;
            case MemberAccessExpressionSyntax access:
                Collect(access.Expression, path);
                path.Add(Pascal(access.Name.Identifier.ValueText));
                break;
            case MemberBindingExpressionSyntax binding:
                path.Add(Pascal(binding.Name.Identifier.ValueText));
                break;
            case ConditionalAccessExpressionSyntax access:
                Collect(access.Expression, path);
                Collect(access.WhenNotNull, path);
                break;
            case InvocationExpressionSyntax call:
                CollectCall(call, path);
                break;
            case ElementAccessExpressionSyntax access:
                Collect(access.Expression, path);
                break;
            case TypeOfExpressionSyntax:
                path.Add("Type");
                break;
            default:
                if (Inner(expression) is { } inner)
                    Collect(inner, path);
                break;
        }
    }

    private static void CollectCall(InvocationExpressionSyntax call, List<string> path)
    {
        var arguments = call.ArgumentList.Arguments;
        switch (call.Expression)
        {
            // What is joined or named says more than that it is.
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Join" or "Concat", Expression: PredefinedTypeSyntax } when arguments.Count > 0:
                Collect(arguments.Last().Expression, path);
                return;
            case IdentifierNameSyntax { Identifier.ValueText: "nameof" } when arguments.Count > 0:
                Collect(arguments[0].Expression, path);
                path.RemoveRange(0, Math.Max(0, path.Count - 1));
                return;
        }

        Collect(call.Expression, path);
        if (path.Count > 0)
            path[path.Count - 1] = ResultOf(path[path.Count - 1]);
    }

    /// <summary><c>GetNameAsync</c> gives a Name.</summary>
    private static string ResultOf(string method)
    {
        if (method.Length > "Async".Length && method.EndsWith("Async", StringComparison.Ordinal))
            method = method.Substring(0, method.Length - "Async".Length);
        return method.Length > 3 && method.StartsWith("Get", StringComparison.Ordinal) && char.IsUpper(method[3]) ? method.Substring(3) : method;
    }

    private static ExpressionSyntax? Inner(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
        CastExpressionSyntax cast => cast.Expression,
        AwaitExpressionSyntax await => await.Expression,
        PostfixUnaryExpressionSyntax unary => unary.Operand,
        PrefixUnaryExpressionSyntax unary => unary.Operand,
        BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.CoalesceExpression } choice => choice.Left,
        BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.AsExpression } cast => cast.Left,
        _ => null,
    };

    /// <summary>Of <c>_order</c>, <c>s_order</c> and <c>order_no</c>: Order, Order, OrderNo.</summary>
    private static string Pascal(string identifier)
    {
        var parts = identifier.Split('_').Where(part => part.Length > 0).ToList();
        if (parts.Count > 1 && parts[0] is "s" or "m" or "t")
            parts.RemoveAt(0);
        return string.Concat(parts.Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
    }
}
