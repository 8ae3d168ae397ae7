using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Data;

/// <summary>Reads a query backwards, from an expression to the set it begins at.</summary>
internal sealed class QueryReader(World world, CancellationToken cancel)
{
    private const int DeepestMethod = 3;

    private static readonly TypeName Queryable = new("System.Linq.Queryable");
    private static readonly TypeName Enumerable = new("System.Linq.Enumerable");
    private static readonly TypeName AsyncEnumerable = new("System.Linq.AsyncEnumerable");
    private static readonly TypeName[] Operators = [Queryable, Ef.DbSet, Ef.Queries, Ef.RelationalQueries];
    private static readonly TypeName[] Terminals = [Queryable, Enumerable, AsyncEnumerable, Ef.Queries, Ef.RelationalQueries];

    private readonly Dictionary<(ISymbol Variable, int Write, int Scope), Chain?> _reads = [];
    private readonly Dictionary<ISymbol, IOperation[]> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Chain?> _given = new(SymbolEqualityComparer.Default);
    private int _methods;
    private int _scope;
    private int _scopes;

    /// <summary>A source and what was done to it so far.</summary>
    private sealed record Chain(QuerySource Source, IReadOnlyList<QueryStep> Steps)
    {
        public Chain With(QueryStep step) => this with { Steps = [.. Steps, step] };
    }

    public EfQuery? Read(IOperation? operation)
    {
        var whole = Result(operation);
        if (whole is IInvocationOperation call && TerminalReceiver(call) is { } receiver)
            return ChainOf(receiver) is { } run ? new EfQuery(run.Source, run.Steps, Call.From(call)) : null;
        return ChainOf(whole) is { } chain ? new EfQuery(chain.Source, chain.Steps, null) : null;
    }

    /// <summary>Without await, ConfigureAwait and conversions around it.</summary>
    private static IOperation? Result(IOperation? operation)
    {
        while (operation is not null)
        {
            switch (Values.Unwrap(operation))
            {
                case IAwaitOperation wait:
                    operation = wait.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation" or "AsTask" or "GetAwaiter" or "GetResult" } call when Receiver(call) is { } inner:
                    operation = inner;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task }:
                    operation = task;
                    break;
                case var plain:
                    return plain;
            }
        }

        return null;
    }

    /// <summary>What a call runs the query of; null when the call runs none.</summary>
    private static IOperation? TerminalReceiver(IInvocationOperation call)
    {
        if (Receiver(call) is not { } receiver)
            return null;
        if (call.TargetMethod.Name is "Find" or "FindAsync")
            return Ef.DbSet.IsBaseOf(receiver.Type) ? receiver : Ef.DbContext.IsBaseOf(receiver.Type) ? call : null;
        return IsQuery(receiver.Type) && !IsQuery(call.Type) && IsOn(Terminals, call) || call.TargetMethod.Name is "AsAsyncEnumerable" or "AsEnumerable" && IsQuery(receiver.Type)
            ? receiver
            : null;
    }

    private Chain? ChainOf(IOperation? operation)
    {
        if (operation is null)
            return null;
        cancel.ThrowIfCancellationRequested();
        operation = Values.Unwrap(operation);
        if (operation is not IInvocationOperation && !IsQuery(operation.Type))
            return null;
        switch (operation)
        {
            case ITranslatedQueryOperation query:
                return ChainOf(query.Operation);
            case IInvocationOperation call:
                return OfCall(call);
            case ILocalReferenceOperation { Local: var local } reference:
                return OfVariable(local, reference);
            case IParameterReferenceOperation { Parameter: var parameter } reference:
                return OfVariable(parameter, reference);
            case IPropertyReferenceOperation { Property: var property } reference when !Ef.DbSet.IsBaseOf(property.Type) && property.GetMethod is { } getter:
                return Inlined(getter, null) ?? SourceAt(reference);
            case IConditionalOperation { WhenTrue: { } one, WhenFalse: { } other }:
                return ChainOf(one) is { } first && ChainOf(other) is { } second && IsSameEntity(first, second) ? Uncertain(first, second) : null;
            case var source:
                return SourceAt(source);
        }
    }

    private Chain? OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (Receiver(call) is { } context && Ef.DbContext.IsBaseOf(context.Type))
        {
            return method is { Name: "Set" or "Find" or "FindAsync", TypeArguments: [INamedTypeSymbol entity, ..] }
                ? new Chain(new QuerySource(SourceKind.Set, entity, call), [])
                : IsQuery(call.Type) ? Inlined(method, null) ?? SourceAt(call) : null;
        }

        if (!IsQuery(call.Type))
            return null;
        if (Receiver(call) is { } receiver && IsQuery(receiver.Type))
        {
            if (ChainOf(receiver) is not { } before)
                return null;
            if (IsOn(Operators, call))
                return before.With(new QueryStep(call, IsCertain: true, IsOpaque: method.Name.StartsWith("FromSql", StringComparison.Ordinal)));
            // A method of the team's own: read when it only returns, else who knows.
            return (method.IsExtensionMethod ? Inlined(method, before) : null) ?? before.With(new QueryStep(call, IsCertain: true, IsOpaque: true));
        }

        // list.AsQueryable() is a sequence in memory.
        return Queryable.Is(method.ContainingType) ? null : Inlined(method, null) ?? SourceAt(call);
    }

    /// <summary>What a method or property of the compilation returns, when it only returns; its first parameter is the query so far.</summary>
    private Chain? Inlined(IMethodSymbol method, Chain? before)
    {
        if (_methods >= DeepestMethod || ReturnedBy(method) is not { } value)
            return null;
        var caller = _scope;
        _scope = ++_scopes;
        _methods++;
        var parameter = (method.ReducedFrom ?? method).OriginalDefinition.Parameters.FirstOrDefault();
        if (before is not null && parameter is not null)
            _given[parameter] = before;
        var chain = ChainOf(value);
        if (parameter is not null)
            _given.Remove(parameter);
        _methods--;
        _scope = caller;
        return before is null || (chain is not null && chain.Source == before.Source) ? chain : null;
    }

    private IOperation? ReturnedBy(IMethodSymbol method)
    {
        var body = world.BodyOf((method.ReducedFrom ?? method).OriginalDefinition, cancel);
        var returns = Code.RunBy(body).OfType<IReturnOperation>().Where(returned => returned.ReturnedValue is not null).Take(2).ToArray();
        return returns is [{ ReturnedValue: var value }] ? value : null;
    }

    /// <summary>The value of a local or parameter where it is used: its last certain assignment, with what conditional ones may add.</summary>
    private Chain? OfVariable(ISymbol variable, IOperation reference)
    {
        // A query that is built up step by step reads its own variable at each of them: the member is searched once.
        if (!_writes.TryGetValue(variable, out var all))
            _writes[variable] = all = WritesOf(variable, Code.Root(reference)).OrderBy(write => write.Syntax.SpanStart).ToArray();
        var writes = all.Where(write => write.Syntax.SpanStart < reference.Syntax.SpanStart && !Code.IsInside(reference, write)).ToArray();
        return After(variable, writes, writes.Length, reference);
    }

    private Chain? After(ISymbol variable, IOperation[] writes, int count, IOperation reference)
    {
        if (count == 0)
            return _given.TryGetValue(variable, out var given) ? given : SourceAt(reference);
        var write = writes[count - 1];
        var key = (variable, write.Syntax.SpanStart, _scope);
        if (_reads.TryGetValue(key, out var known))
            return known;
        _reads[key] = null; // a loop that feeds itself ends here
        var value = ChainOf(ValueOf(write));
        return _reads[key] = IsCertain(write, reference) ? value : Joined(After(variable, writes, count - 1, reference), value);
    }

    /// <summary>A variable after an assignment that may not happen.</summary>
    private static Chain? Joined(Chain? before, Chain? assigned)
    {
        if (assigned is null)
            return null;
        if (before is null || before.Source.Kind == SourceKind.Given && before.Source != assigned.Source)
            return assigned with { Steps = assigned.Steps.Select(step => step with { IsCertain = false }).ToArray() };
        if (!IsSameEntity(before, assigned))
            return null;
        var shared = before.Source == assigned.Source ? Shared(before, assigned) : 0;
        return new Chain(
            before.Source,
            [.. before.Steps.Take(shared), .. before.Steps.Skip(shared).Select(step => step with { IsCertain = false }), .. assigned.Steps.Skip(shared).Select(step => step with { IsCertain = false })]);
    }

    private static int Shared(Chain one, Chain other)
    {
        var count = 0;
        while (count < one.Steps.Count && count < other.Steps.Count && one.Steps[count].Operation == other.Steps[count].Operation)
            count++;
        return count;
    }

    private static Chain Uncertain(Chain first, Chain second)
    {
        var shared = first.Source == second.Source ? Shared(first, second) : 0;
        var rest = first.Steps.Skip(shared).Concat(second.Steps.Skip(shared)).Select(step => step with { IsCertain = false });
        return new Chain(first.Source, [.. first.Steps.Take(shared), .. rest]);
    }

    private static bool IsSameEntity(Chain one, Chain other) => Code.IsSame(one.Source.Entity, other.Source.Entity);

    private static IEnumerable<IOperation> WritesOf(ISymbol variable, IOperation root) =>
        Code.Within(root).Where(operation => operation switch
        {
            IVariableDeclaratorOperation { Initializer: not null } declarator => Code.IsSame(declarator.Symbol, variable),
            ISimpleAssignmentOperation assignment => Code.IsSame(Code.SymbolOf(assignment.Target), variable),
            _ => false,
        });

    private static IOperation? ValueOf(IOperation write) => write switch
    {
        IVariableDeclaratorOperation declarator => declarator.Initializer?.Value,
        ISimpleAssignmentOperation assignment => assignment.Value,
        _ => null,
    };

    /// <summary>True when the code that reads the variable always comes through the write.</summary>
    private static bool IsCertain(IOperation write, IOperation reference) =>
        !Code.Ancestors(write).Any(ancestor =>
            ancestor is IConditionalOperation or ISwitchOperation or ILoopOperation or ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
            && !Code.IsInside(reference, ancestor));

    /// <summary>A set, or a query whose beginning isn't in sight.</summary>
    private static Chain? SourceAt(IOperation operation)
    {
        if (Ef.DbSet.IsBaseOf(operation.Type))
            return Ef.EntityOfSet(operation.Type) is { } entity ? new Chain(new QuerySource(SourceKind.Set, entity, operation), []) : null;
        return Ef.ElementOfQuery(operation.Type) is INamedTypeSymbol { TypeKind: not TypeKind.Error } element
            ? new Chain(new QuerySource(SourceKind.Given, element, operation), [])
            : null;
    }

    private static bool IsQuery(ITypeSymbol? type) => Ef.ElementOfQuery(type) is not null;

    private static bool IsOn(TypeName[] types, IInvocationOperation call) => types.AnyIs(call.TargetMethod.ContainingType);

    /// <summary>The instance, or the first argument of an extension method, clauses of query syntax included.</summary>
    private static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance is { } instance ? Values.Unwrap(instance)
        : call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? Values.Unwrap(call.Arguments[0].Value)
        : null;
}
