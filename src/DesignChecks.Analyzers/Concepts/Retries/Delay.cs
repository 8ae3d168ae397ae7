using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Retries;

/// <summary>How the wait between attempts develops.</summary>
internal enum Growth
{
    Unknown,
    None,
    Constant,
    Growing,
}

/// <summary>The wait between attempts: whether it has a random part, and whether it grows.</summary>
internal readonly record struct Delay(Answer Jitter, Growth Growth)
{
    private static readonly TypeName[] RandomSources =
        [new("System.Random"), new("System.Security.Cryptography.RandomNumberGenerator"), new("Polly.Contrib.WaitAndRetry.Backoff")];

    private static readonly TypeName[] PureSources = [new("System.Math"), new("System.TimeSpan"), new("System.Convert"), new("System.Linq.Enumerable")];

    /// <summary>The delay that an expression computes; <paramref name="attempt"/> is the parameter or counter that counts attempts.</summary>
    public static Delay Of(IOperation expression, World world, CancellationToken cancel, ISymbol? attempt = null)
    {
        var facts = new Facts();
        Look(expression, facts, attempt, []);
        var time = Values.Time(expression, world, cancel);
        var growth = time == TimeSpan.Zero ? Growth.None : facts.Changes ? Growth.Growing : facts.IsUnknown ? Growth.Unknown : Growth.Constant;
        return new Delay(facts.HasRandom ? Answer.Yes : facts.IsUnknown ? Answer.Unknown : Answer.No, growth);
    }

    /// <summary>True when the code itself draws a random number.</summary>
    public static bool CallsRandom(IOperation code) =>
        Code.Within(code).OfType<IInvocationOperation>().Any(call => RandomSources.AnyIsBaseOf(call.TargetMethod.ContainingType) && call.TargetMethod.Name != ".ctor");

    /// <summary>True when a random number is drawn to make the value: in the expression, or where the name that it is was given its value.</summary>
    public static bool DrawsRandom(IOperation expression, World world, CancellationToken cancel) =>
        CallsRandom(expression)
        || Code.Within(expression).Any(part => part is ILocalReferenceOperation or IFieldReferenceOperation && Held.ValueOf(part, world, cancel) is { } value && CallsRandom(value));

    private sealed class Facts
    {
        public bool HasRandom;
        public bool IsUnknown;
        public bool Changes;
    }

    private static void Look(IOperation expression, Facts facts, ISymbol? attempt, HashSet<ISymbol> seen)
    {
        foreach (var operation in Code.Within(expression))
        {
            switch (operation)
            {
                case IInvocationOperation call when RandomSources.AnyIsBaseOf(call.TargetMethod.ContainingType) || SaysJitter(call.TargetMethod):
                case IMemberReferenceOperation member when RandomSources.AnyIsBaseOf(member.Type) || SaysJitter(member.Member):
                case ILocalReferenceOperation chance when RandomSources.AnyIsBaseOf(chance.Type) || SaysJitter(chance.Local):
                    facts.HasRandom = true;
                    break;
                case IInvocationOperation call:
                    facts.IsUnknown |= !PureSources.AnyIs(call.TargetMethod.ContainingType);
                    break;
                case ILocalReferenceOperation local:
                    LookAtLocal(local, facts, attempt, seen);
                    break;
                case IParameterReferenceOperation parameter when Code.IsSame(parameter.Parameter, attempt):
                    facts.Changes = true;
                    break;
                case IParameterReferenceOperation parameter:
                    // A parameter of a lambda inside the expression counts (Enumerable.Range(…).Select(i => …)); one of the method is unknown.
                    if (Code.Within(expression).OfType<IAnonymousFunctionOperation>().Any(lambda => lambda.Symbol.Parameters.Contains(parameter.Parameter, SymbolEqualityComparer.Default)))
                        facts.Changes = true;
                    else
                        facts.IsUnknown = true;
                    break;
                case IFieldReferenceOperation { Field: { IsConst: false, IsStatic: false } }:
                case IPropertyReferenceOperation { Property.ContainingType.SpecialType: SpecialType.None } property when !PureSources.AnyIs(property.Property.ContainingType):
                    facts.IsUnknown = true;
                    break;
                case IFieldReferenceOperation { Field: { IsConst: false, IsReadOnly: false } }:
                case IAwaitOperation:
                case IDynamicInvocationOperation:
                    facts.IsUnknown = true;
                    break;
                case IArrayElementReferenceOperation:
                    facts.Changes = true;
                    break;
                case IIncrementOrDecrementOperation:
                    facts.Changes = true;
                    break;
            }
        }
    }

    /// <summary>A local is what is assigned to it, anywhere in the member; one that is assigned after its declaration changes.</summary>
    private static void LookAtLocal(ILocalReferenceOperation reference, Facts facts, ISymbol? attempt, HashSet<ISymbol> seen)
    {
        if (Code.IsSame(reference.Local, attempt))
            facts.Changes = true;
        if (!seen.Add(reference.Local))
            return;
        var isGiven = false;
        foreach (var operation in Code.Within(Code.Root(reference)))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Code.IsSame(declarator.Symbol, reference.Local):
                    isGiven = true;
                    if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer)
                        Look(initializer.Value, facts, attempt, seen);
                    break;
                case IAssignmentOperation assignment when Code.IsSame(Code.SymbolOf(assignment.Target), reference.Local):
                    facts.Changes = true;
                    Look(assignment.Value, facts, attempt, seen);
                    break;
                case IIncrementOrDecrementOperation step when Code.IsSame(Code.SymbolOf(step.Target), reference.Local):
                    facts.Changes = true;
                    break;
                case IForEachLoopOperation loop when loop.Locals.Contains(reference.Local, SymbolEqualityComparer.Default):
                    isGiven = true;
                    facts.Changes = true;
                    Look(loop.Collection, facts, attempt, seen);
                    break;
            }
        }

        // A pattern or an out argument gives the value: a header of the answer, say.
        facts.IsUnknown |= !isGiven;
    }

    private static bool SaysJitter(ISymbol symbol) => Words.ContainAny(symbol.Name, ["jitter", "jittered", "random", "randomized", "rand"]);
}
