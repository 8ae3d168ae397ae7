using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Rules.Consistency;

/// <summary>Finds ambient transactions that an await leaves behind: without the flow option the scope stays on its first thread.</summary>
internal sealed class TransactionDoesNotFlow : Rule
{
    internal static readonly DiagnosticDescriptor Description = Describe.Create(
        id: "DCK0306",
        title: "Transaction does not flow across await",
        messageFormat: "This TransactionScope does not flow across the await in its block, so the code after it runs outside the transaction and Dispose may throw; pass TransactionScopeAsyncFlowOption.Enabled",
        category: Area.Consistency,
        defaultSeverity: DiagnosticSeverity.Warning,
        items: ["3.3"],
        description: "A TransactionScope is bound to its thread unless it is created with TransactionScopeAsyncFlowOption.Enabled. An await in its block may resume on another thread, where the ambient transaction is missing.");

    /// <summary>The fix inserts the option as the argument of this parameter.</summary>
    internal const string FlowParameter = "asyncFlowOption";

    private static readonly TypeName ScopeType = new("System.Transactions.TransactionScope");
    private static readonly TypeName FlowOption = new("System.Transactions.TransactionScopeAsyncFlowOption");

    public TransactionDoesNotFlow() : base(Description)
    {
    }

    public override FixAvailability Fix => FixAvailability.Always;

    public override Library[] Needs => [Library.Transactions];

    public override bool InWeekend => true;

    public override void Listen(Listeners on) => on.Creation(["TransactionScope"], Check);

    private static void Check(Found found, IObjectCreationOperation creation)
    {
        if (ScopeType.Is(creation.Type) && !StatesFlow(creation) && Await(creation) is not null)
            found.Report(creation);
    }

    private static bool StatesFlow(IObjectCreationOperation creation) =>
        creation.Arguments.Any(argument => FlowOption.Is(argument.Parameter?.Type) && argument.Value.ConstantValue.Value is not 0);

    private static IOperation? Await(IObjectCreationOperation creation) =>
        Scope(creation) is { } scope
            ? Code.RunBy(scope).FirstOrDefault(operation => operation is IAwaitOperation && operation.Syntax.SpanStart > creation.Syntax.SpanStart)
            : null;

    /// <summary>The code that runs while the scope is open: the using block, or the rest of the block for a using declaration or a plain local.</summary>
    private static IOperation? Scope(IObjectCreationOperation creation)
    {
        foreach (var ancestor in Code.Ancestors(creation))
        {
            switch (ancestor)
            {
                case IUsingOperation block:
                    return block.Body;
                case IUsingDeclarationOperation { Parent: { } rest }:
                    return rest;
                case IVariableDeclarationGroupOperation { Parent: IBlockOperation rest }:
                    return rest;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
            }
        }

        return null;
    }
}
