using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Resilience;

/// <summary>Where the pipeline or policy that a strategy belongs to is run, as far as the type around it shows.</summary>
internal sealed class PolicyUse
{
    private readonly List<Execution> _executions = [];
    private readonly List<Call> _takers = [];
    private readonly World _world;
    private readonly CancellationToken _cancel;
    private ISymbol? _keeper;

    private PolicyUse(World world, CancellationToken cancel)
    {
        _world = world;
        _cancel = cancel;
    }

    /// <summary>What is run through it.</summary>
    public IReadOnlyList<Execution> Executions => _executions;

    /// <summary>The calls that make it a part of something larger: a wrap, another pipeline, an HTTP client, a registry.</summary>
    public IReadOnlyList<Call> Takers => _takers;

    /// <summary>It is a handler of an HTTP client.</summary>
    public bool IsOfHttpClient { get; private set; }

    /// <summary>It may be run where this type doesn't show it.</summary>
    public bool IsSeenElsewhere { get; private set; }

    /// <summary>The field or property that keeps it; null when nothing does.</summary>
    public ISymbol? Keeper => _keeper;

    /// <summary>It is made anew for every run: in the method that runs it, or in one that is called to make it.</summary>
    public bool IsMadePerRun { get; private set; }

    /// <summary>It is made anew for every request of an HTTP client.</summary>
    public bool IsMadePerRequest { get; private set; }

    /// <summary>True when something that it runs leaves the process.</summary>
    public bool RunsOutboundCall => IsOfHttpClient || _executions.Any(execution => OwnWork(execution.Work).Any(work => OutboundCall.FirstIn(work) is not null));

    /// <summary>True when all that is run through it is in sight and none of it leaves the process.</summary>
    public bool StaysInProcess =>
        !IsOfHttpClient && !IsSeenElsewhere && _executions.Count > 0
        && _executions.TrueForAll(execution => InProcessWork.Is(execution.Work, execution.Call.Name.EndsWith("Async", StringComparison.Ordinal), _world, _cancel));

    /// <summary>True when all that is run through it can be ended by a token.</summary>
    public bool EndsWithToken =>
        !IsOfHttpClient && !IsSeenElsewhere && _executions.Count > 0 && _executions.TrueForAll(execution => execution.PassesToken);

    /// <param name="strategy">The options of the strategy, or the call that makes the policy.</param>
    /// <param name="world">The compilation.</param>
    /// <param name="cancel">Cancels.</param>
    public static PolicyUse Of(IOperation strategy, World world, CancellationToken cancel)
    {
        var use = new PolicyUse(world, cancel);
        if (Adding(strategy) is { } add)
            use.Follow(add, depth: 0);
        else
            use.IsSeenElsewhere = true;
        return use;
    }

    /// <summary>The call that adds the options to a builder; for a policy the call that makes it.</summary>
    private static Call? Adding(IOperation strategy)
    {
        if (Call.From(strategy) is { } policy)
            return policy;
        return Code.UserOf(strategy) switch
        {
            IArgumentOperation argument => Call.From(argument.Parent),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } =>
                Code.Within(Code.Root(strategy)).OfType<ILocalReferenceOperation>().Where(use => Code.IsSame(use.Local, local))
                    .Select(use => Call.From((Code.UserOf(use) as IArgumentOperation)?.Parent)).FirstOrDefault(call => call is not null),
            _ => null,
        };
    }

    private void Follow(Call made, int depth)
    {
        var last = made;
        foreach (var next in made.ChainDownwards())
        {
            if (IsWrap(next))
                _takers.Add(next);
            if (Resilience.Executions.From(next, _world, _cancel) is { } execution)
            {
                Add(execution, null);
                return;
            }

            last = next;
        }

        if (BuilderOf(last) is { } builder)
            FollowBuilder(builder, last, depth);
        else
            FollowValue(last.Operation, depth);
    }

    private void Add(Execution execution, ILocalSymbol? local)
    {
        _executions.Add(execution);
        IsMadePerRun |= _keeper is null && !IsRepeated(execution.Call.Operation, local);
    }

    /// <summary>Run by a loop or a function inside the code that made the local: the turns share it.</summary>
    private static bool IsRepeated(IOperation run, ILocalSymbol? local) =>
        local?.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
        && Code.Ancestors(run).TakeWhile(ancestor => !ancestor.Syntax.Span.Contains(declaration.Span)).Any(ancestor => ancestor is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation);

    /// <summary>The name of the builder that a statement adds to; null when the chain ends in a value.</summary>
    private static ISymbol? BuilderOf(Call last) =>
        Code.UserOf(last.Operation) is IExpressionStatementOperation or IReturnOperation { IsImplicit: true } && last.Name.StartsWith("Add", StringComparison.Ordinal)
            ? Code.SymbolOf(last.ChainUpwards().Last().Receiver)
            : null;

    private void FollowBuilder(ISymbol builder, Call last, int depth)
    {
        switch (builder)
        {
            case IParameterSymbol:
                FollowLambda(last.Operation);
                break;
            case ILocalSymbol:
                if (Code.CallsIn(Code.Root(last.Operation)).FirstOrDefault(call => call.Name == "Build" && Code.IsSame(Code.SymbolOf(call.ChainUpwards().Last().Receiver), builder)) is { } build && depth < 2)
                    Follow(build, depth + 1);
                else
                    IsSeenElsewhere = true;
                break;
            default:
                IsSeenElsewhere = true;
                break;
        }
    }

    /// <summary>A delegate that fills a builder: that of an HTTP client's handler, or of a registry.</summary>
    private void FollowLambda(IOperation inside)
    {
        var lambda = Code.Ancestors(inside).OfType<IAnonymousFunctionOperation>().FirstOrDefault();
        var taker = lambda is null ? null : Call.From((Code.UserOf(lambda) as IArgumentOperation)?.Parent);
        if (taker is not null)
            _takers.Add(taker);
        if (taker is { Name: "AddResilienceHandler" or "AddTransientHttpErrorPolicy" or "AddPolicyHandler" })
        {
            IsOfHttpClient = true;
            // The delegate of AddPolicyHandler chooses a policy for each request; the others set one up.
            IsMadePerRequest = taker.Name == "AddPolicyHandler";
        }
        else
        {
            IsSeenElsewhere = true;
        }
    }

    private void FollowValue(IOperation value, int depth)
    {
        switch (Code.UserOf(value))
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                FollowName(local, Code.Root(value).Syntax, depth);
                break;
            case IFieldInitializerOperation { InitializedFields: [var field] }:
                FollowMember(field, depth);
                break;
            case IPropertyInitializerOperation { InitializedProperties: [var property] }:
                FollowMember(property, depth);
                break;
            case IAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } assignment:
                FollowMember(Code.SymbolOf(assignment.Target)!, depth);
                break;
            case IReturnOperation when Code.Ancestors(value).Any(ancestor => ancestor is IAnonymousFunctionOperation):
                FollowLambda(value);
                break;
            case IReturnOperation when _world.ModelFor(value.Syntax.SyntaxTree).GetEnclosingSymbol(value.Syntax.SpanStart, _cancel) is IMethodSymbol method:
                FollowMember(method.AssociatedSymbol ?? method, depth);
                break;
            case IArgumentOperation { Parent: var parent } when Call.From(parent) is { } taker:
                FollowTaker(taker, depth);
                break;
            case IArrayInitializerOperation { Parent: IArrayCreationOperation policies }: // a params array
                FollowValue(policies, depth);
                break;
            default:
                IsSeenElsewhere = true;
                break;
        }
    }

    private static bool IsWrap(Call call) => call.Name is "Wrap" or "WrapAsync";

    private void FollowTaker(Call taker, int depth)
    {
        _takers.Add(taker);
        if (taker.Name == "AddPolicyHandler")
            IsOfHttpClient = true;
        else if (IsWrap(taker) && depth < 2)
            Follow(taker, depth + 1);
        else
            IsSeenElsewhere = true;
    }

    private void FollowMember(ISymbol member, int depth)
    {
        IsSeenElsewhere |= member.DeclaredAccessibility != Accessibility.Private;
        if (member is IFieldSymbol || member is IPropertySymbol && !IsComputed(member))
            _keeper = member;
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
        {
            if (_world.Compilation.ContainsSyntaxTree(part.SyntaxTree))
                FollowName(member, part.GetSyntax(_cancel), depth);
        }
    }

    private bool IsComputed(ISymbol property) =>
        property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax(_cancel) is PropertyDeclarationSyntax { Initializer: null } declaration
            && (declaration.ExpressionBody is not null || declaration.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true));

    /// <summary>Each mention of the name in the code: run, given away, or neither.</summary>
    private void FollowName(ISymbol symbol, SyntaxNode code, int depth)
    {
        foreach (var name in code.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == symbol.Name))
        {
            SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (whole.Parent is InvocationExpressionSyntax invocation && invocation.Expression == whole)
                whole = invocation;
            var use = _world.OperationAt(whole, _cancel);
            if (use is null || !Code.IsSame((use as IInvocationOperation)?.TargetMethod ?? Code.SymbolOf(use), symbol))
                continue;
            FollowUse(use, depth);
        }
    }

    private void FollowUse(IOperation use, int depth)
    {
        var user = Code.UserOf(use);
        var call = Call.From(user is IArgumentOperation argument ? argument.Parent : user);
        if (call is not null && call.Receiver == Values.Unwrap(use))
        {
            if (IsWrap(call))
                _takers.Add(call);
            if (Resilience.Executions.From(call, _world, _cancel) is { } execution)
                Add(execution, (use as ILocalReferenceOperation)?.Local);
            else if (depth < 2)
                Follow(call, depth + 1);
        }
        else if (call is not null)
        {
            FollowTaker(call, depth);
        }
        else if (user is not null && (user as IAssignmentOperation)?.Target != use)
        {
            IsSeenElsewhere = true;
        }
    }

    /// <summary>The work and the methods of its own type that it calls.</summary>
    private IEnumerable<IOperation> OwnWork(IOperation work)
    {
        yield return work;
        foreach (var call in Code.RunBy(work).OfType<IInvocationOperation>())
        {
            if (call.Instance is null or IInstanceReferenceOperation && _world.BodyOf(call.TargetMethod, _cancel) is { } body
                && (call.TargetMethod.MethodKind == MethodKind.LocalFunction || body.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() == work.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()))
            {
                yield return body;
            }
        }
    }
}
