using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>An EF query that asks whether a row exists (<c>Any</c>, <c>Count</c>, <c>FirstOrDefault</c>), and the code that runs when none does.</summary>
internal sealed class ExistenceCheck
{
    public static readonly string[] Names =
    [
        "AnyAsync", "FirstOrDefaultAsync", "SingleOrDefaultAsync", "CountAsync", "LongCountAsync",
        "Any", "FirstOrDefault", "SingleOrDefault", "Count", "LongCount",
    ];

    /// <summary>How often a result is followed from one local into another.</summary>
    private const int MostLocals = 3;

    private ExistenceCheck(EfQuery query, Call call)
    {
        Query = query;
        Call = call;
    }

    public EfQuery Query { get; }

    public Call Call { get; }

    public static ExistenceCheck? From(Call call, World world, CancellationToken cancel) =>
        Array.IndexOf(Names, call.Name) >= 0 && EfQuery.From(call.Operation, world, cancel) is { Terminal: { } terminal } query && terminal.Operation == call.Operation
            ? new ExistenceCheck(query, call)
            : null;

    /// <summary>Cheap test before binding: the function around the call saves too.</summary>
    public static bool MayGuardSave(InvocationExpressionSyntax call) =>
        FunctionAround(call) is { } function
        && function.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => Array.IndexOf(Saves.Names, name.Identifier.ValueText) >= 0);

    /// <summary>True when the operation, which stands in the same function, runs only after the query found nothing.</summary>
    public bool Guards(IOperation operation) => Guards(Call.Operation, Finding.OfQuery(Call.Name), operation, MostLocals);

    private static bool Guards(IOperation asked, Finding finding, IOperation operation, int locals)
    {
        for (var current = asked; current.Parent is { } user; current = user)
        {
            switch (user)
            {
                case IAwaitOperation or IConversionOperation or IParenthesizedOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } }:
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                case IVariableInitializerOperation:
                    break;
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                    finding = finding.Negated();
                    break;
                case IBinaryOperation binary:
                    finding = finding.In(binary, current);
                    break;
                case IIsPatternOperation test:
                    finding = finding.In(test.Pattern);
                    break;
                case ICoalesceOperation choice when finding.IsRow && choice.Value == current:
                    return Code.IsInside(operation, choice.WhenNull);
                case IVariableDeclaratorOperation declarator:
                    return Follow(declarator.Symbol, declarator, finding, operation, locals);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target }:
                    return Follow(target.Local, user, finding, operation, locals);
                case IConditionalOperation branch when branch.Condition == current:
                    return finding.Misses(branch, operation);
                case IWhileLoopOperation loop when loop.Condition == current:
                    // while (await db.Links.AnyAsync(l => l.Code == code)) code = Next();
                    return finding.WhenFalse == false && IsAfter(operation, loop);
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>The result kept in a local: its later uses decide.</summary>
    private static bool Follow(ILocalSymbol local, IOperation kept, Finding finding, IOperation operation, int locals)
    {
        if (locals == 0 || !finding.IsUseful)
            return false;
        foreach (var use in Code.Within(Code.EnclosingBody(kept)).OfType<ILocalReferenceOperation>())
        {
            if (!Code.IsSame(use.Local, local) || use.Syntax.SpanStart < kept.Syntax.Span.End)
                continue;
            if (use.Parent is ICoalesceAssignmentOperation fill && fill.Target == use && finding.IsRow && Code.IsInside(operation, fill.Value))
                return true;
            if (Guards(use, finding, operation, locals - 1))
                return true;
        }

        return false;
    }

    private static bool IsAfter(IOperation operation, IOperation statement) =>
        operation.Syntax.SpanStart > statement.Syntax.Span.End && Code.IsInside(operation, statement.Parent);

    private static SyntaxNode? FunctionAround(SyntaxNode node)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            if (current is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
                return current is GlobalStatementSyntax ? current.Parent : current;
        }

        return null;
    }

    /// <summary>What a value says about the row: true for found, false for missing, null for nothing.</summary>
    /// <param name="WhenTrue">When the value is true.</param>
    /// <param name="WhenFalse">When it is false.</param>
    /// <param name="IsRow">The value is the row itself, null when missing.</param>
    /// <param name="IsNumber">The value is the number of rows.</param>
    private sealed record Finding(bool? WhenTrue, bool? WhenFalse, bool IsRow = false, bool IsNumber = false)
    {
        private static readonly Finding Nothing = new(null, null);
        private static readonly Finding Found = new(true, false);

        public bool IsUseful => IsRow || IsNumber || WhenTrue is not null || WhenFalse is not null;

        public static Finding OfQuery(string name) => name switch
        {
            "Any" or "AnyAsync" => Found,
            "Count" or "CountAsync" or "LongCount" or "LongCountAsync" => new Finding(null, null, IsNumber: true),
            _ => new Finding(null, null, IsRow: true),
        };

        public Finding Negated() => new(WhenFalse, WhenTrue);

        public Finding In(IBinaryOperation binary, IOperation self)
        {
            var other = binary.LeftOperand == self ? binary.RightOperand : binary.LeftOperand;
            switch (binary.OperatorKind)
            {
                case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And:
                    return new Finding(WhenTrue, null);
                case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or:
                    return new Finding(null, WhenFalse);
                case BinaryOperatorKind.Equals when (IsRow && Values.IsNull(other)) || (IsNumber && Values.Number(other) == 0):
                    return Found.Negated();
                case BinaryOperatorKind.NotEquals when (IsRow && Values.IsNull(other)) || (IsNumber && Values.Number(other) == 0):
                    return Found;
                case BinaryOperatorKind.GreaterThan when IsNumber && self == binary.LeftOperand && Values.Number(other) == 0:
                case BinaryOperatorKind.GreaterThanOrEqual when IsNumber && self == binary.LeftOperand && Values.Number(other) == 1:
                    return Found;
                case BinaryOperatorKind.LessThan when IsNumber && self == binary.LeftOperand && Values.Number(other) == 1:
                    return Found.Negated();
                case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals when Values.Flag(other) is { } flag:
                    return flag == (binary.OperatorKind == BinaryOperatorKind.Equals) ? this : Negated();
                default:
                    return Nothing;
            }
        }

        public Finding In(IPatternOperation pattern) => pattern switch
        {
            INegatedPatternOperation negated => In(negated.Pattern).Negated(),
            IConstantPatternOperation constant when IsRow && Values.IsNull(constant.Value) => Found.Negated(),
            IConstantPatternOperation constant when Values.Flag(constant.Value) is { } flag => flag ? this : Negated(),
            IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } or IDeclarationPatternOperation or ITypePatternOperation when IsRow => Found,
            IRecursivePatternOperation when IsRow => new Finding(true, null),
            _ => Nothing,
        };

        /// <summary>True when the operation runs, in or after the branch, only if the row is missing.</summary>
        public bool Misses(IConditionalOperation branch, IOperation operation)
        {
            if (WhenTrue == false && (Code.IsInside(operation, branch.WhenTrue) || (Code.Leaves(branch.WhenFalse) && IsAfter(operation, branch))))
                return true;
            return WhenFalse == false && (Code.IsInside(operation, branch.WhenFalse) || (Code.Leaves(branch.WhenTrue) && IsAfter(operation, branch)));
        }
    }
}
