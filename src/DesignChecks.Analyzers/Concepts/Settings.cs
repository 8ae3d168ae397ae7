using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>
/// Everything that is set on an options object, where code shows all of it: it is given away at once, held in a local
/// or readonly field whose properties are assigned in plain sight, or filled by delegates. Options inside options go by
/// path: <c>Retry.Delay</c>.
/// </summary>
internal sealed class Settings
{
    private readonly Dictionary<string, IOperation> _values = new(StringComparer.Ordinal);
    private readonly List<(string Path, Call Call)> _calls = [];
    private readonly List<string> _unknown = [];

    private Settings()
    {
    }

    /// <summary>The value of a property, conversions removed; null when it is left at its default.</summary>
    public IOperation? Value(string property) => _values.TryGetValue(property, out var value) ? value : null;

    public bool Sets(string property) => _values.ContainsKey(property);

    public bool IsEmpty => _values.Count == 0;

    /// <summary>False when the property, or what it is a part of, may be set where code doesn't show it.</summary>
    public bool Shows(string property) => !_unknown.Any(part => part.Length == 0 || part == property || property.StartsWith(part + ".", StringComparison.Ordinal));

    /// <summary>The names of the methods that were called on a part of the options.</summary>
    public IEnumerable<string> CallsOn(string part) => _calls.Where(call => call.Path == part).Select(call => call.Call.Name);

    public Setting<double> Number(string property, double whenLeft) =>
        !Shows(property) ? default
        : Value(property) is { } value ? new(Values.Number(value), true)
        : new(whenLeft, false);

    public Setting<TimeSpan> Time(string property, TimeSpan whenLeft, World world, CancellationToken cancel) =>
        !Shows(property) ? default
        : Value(property) is { } value ? new(Values.Time(value, world, cancel), true)
        : new(whenLeft, false);

    public Setting<bool> Flag(string property, bool whenLeft) =>
        !Shows(property) ? default
        : Value(property) is { } value ? new(Values.Flag(value), true)
        : new(whenLeft, false);

    /// <summary>Null when the object may be changed where code doesn't show it.</summary>
    public static Settings? Of(IObjectCreationOperation creation)
    {
        var settings = new Settings();
        settings.AddInitializer(creation.Initializer, "");
        return settings.AddLaterWrites(creation) ? settings : null;
    }

    /// <summary>What delegates set, one after the other, on the options that each gets as its first parameter.</summary>
    public static Settings FilledBy(IEnumerable<IOperation?> delegates, World world, CancellationToken cancel)
    {
        var settings = new Settings();
        foreach (var configure in delegates)
            settings.AddDelegate(configure, world, cancel);
        return settings;
    }

    /// <summary>The creation of the object on which a property is assigned, in its initializer or later by name; null when it is not in sight.</summary>
    public static IObjectCreationOperation? OwnerOf(IAssignmentOperation assignment, World world, CancellationToken cancel) =>
        assignment.Target is not IPropertyReferenceOperation { Instance: { } instance } ? null
        : instance is IInstanceReferenceOperation ? Code.Ancestors(assignment).OfType<IObjectCreationOperation>().FirstOrDefault()
        : Held.ValueOf(instance, world, cancel) as IObjectCreationOperation;

    private void AddInitializer(IObjectOrCollectionInitializerOperation? initializer, string prefix)
    {
        foreach (var member in initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            switch (member)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment:
                    Set(prefix + target.Property.Name, assignment.Value);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation target } nested:
                    AddInitializer(nested.Initializer, prefix + target.Property.Name + ".");
                    break;
            }
        }
    }

    private void Set(string path, IOperation value)
    {
        foreach (var part in _values.Keys.Where(key => key.StartsWith(path + ".", StringComparison.Ordinal)).ToArray())
            _values.Remove(part);
        _unknown.RemoveAll(part => part == path || part.StartsWith(path + ".", StringComparison.Ordinal));
        _values[path] = Values.Unwrap(value);
        if (_values[path] is IObjectCreationOperation creation)
            AddInitializer(creation.Initializer, path + ".");
    }

    private bool AddLaterWrites(IObjectCreationOperation creation)
    {
        switch (Code.UserOf(creation))
        {
            case IArgumentOperation:
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return AddWritesTo(declarator.Symbol, Code.Root(creation));
            case IFieldInitializerOperation field:
                return field.InitializedFields.All(initialized => initialized.IsReadOnly);
            default:
                return false;
        }
    }

    private bool AddWritesTo(ILocalSymbol local, IOperation member)
    {
        foreach (var reference in Code.Within(member).OfType<ILocalReferenceOperation>())
        {
            if (!Code.IsSame(reference.Local, local))
                continue;
            switch (reference.Parent)
            {
                case IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } property when assignment.Target == property:
                    Set(property.Property.Name, assignment.Value);
                    break;
                case IPropertyReferenceOperation:
                case IArgumentOperation { Parameter.RefKind: RefKind.None }:
                case IConversionOperation { Parent: IArgumentOperation { Parameter.RefKind: RefKind.None } }:
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private void AddDelegate(IOperation? configure, World world, CancellationToken cancel)
    {
        var (method, body) = configure switch
        {
            IAnonymousFunctionOperation lambda => (lambda.Symbol, (IOperation?)lambda.Body),
            IMethodReferenceOperation reference => (reference.Method, world.BodyOf(reference.Method, cancel)),
            _ => (null, null),
        };
        if (body is null || method is not { Parameters: [var options, ..] })
        {
            _unknown.Add("");
            return;
        }

        foreach (var use in Code.Within(body).OfType<IParameterReferenceOperation>().Where(use => Code.IsSame(use.Parameter, options)))
            AddUse(use, body);
    }

    /// <summary>One mention of the options: a write to a part, a call on a part, or a part that leaves our sight.</summary>
    private void AddUse(IOperation use, IOperation body)
    {
        var path = "";
        var part = use;
        for (; part.Parent is IPropertyReferenceOperation property && property.Instance == part; part = property)
            path = path.Length == 0 ? property.Property.Name : path + "." + property.Property.Name;
        switch (part.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == part && !IsConditional(assignment, body):
                Set(path, assignment.Value);
                break;
            case IAssignmentOperation assignment when assignment.Target == part:
                _unknown.Add(path);
                break;
            case IArgumentOperation { Parent: IInvocationOperation invocation } when Call.From(invocation) is { } call && call.Receiver == part && !IsConditional(invocation, body):
                _calls.Add((path, call));
                if (!call.DeclaringType.DeclaringSyntaxReferences.IsEmpty || call.Name == "Bind")
                    _unknown.Add(path);
                break;
            default:
                if (part.Type is { IsValueType: false, SpecialType: not SpecialType.System_String, TypeKind: not TypeKind.Delegate })
                    _unknown.Add(path);
                break;
        }
    }

    /// <summary>Only sometimes run: in a branch, a loop, a nested function.</summary>
    private static bool IsConditional(IOperation operation, IOperation body) =>
        Code.Ancestors(operation).TakeWhile(ancestor => ancestor != body).Any(ancestor =>
            ancestor is IConditionalOperation or ILoopOperation or ISwitchOperation or ISwitchExpressionOperation or ITryOperation or IAnonymousFunctionOperation or ILocalFunctionOperation);
}

/// <summary>One value of an options object: what code sets, else the library's default; no value when it comes from where code doesn't show it.</summary>
/// <param name="Value">The value; null when unknown.</param>
/// <param name="IsSet">Whether code sets it.</param>
internal readonly record struct Setting<T>(T? Value, bool IsSet) where T : struct;
