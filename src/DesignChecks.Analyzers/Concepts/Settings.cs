using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts;

/// <summary>
/// Everything that is set on an options object, where code shows all of it: it is given away at once, or held in a local
/// or readonly field whose properties are assigned in plain sight.
/// </summary>
internal sealed class Settings
{
    private readonly Dictionary<string, IOperation> _values = new(StringComparer.Ordinal);

    private Settings()
    {
    }

    /// <summary>The value of a property, conversions removed; null when it is left at its default.</summary>
    public IOperation? Value(string property) => _values.TryGetValue(property, out var value) ? value : null;

    public bool Sets(string property) => _values.ContainsKey(property);

    public bool IsEmpty => _values.Count == 0;

    /// <summary>Null when the object may be changed where code doesn't show it.</summary>
    public static Settings? Of(IObjectCreationOperation creation)
    {
        var settings = new Settings();
        settings.AddInitializer(creation);
        return settings.AddLaterWrites(creation) ? settings : null;
    }

    private void AddInitializer(IObjectCreationOperation creation)
    {
        foreach (var assignment in creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
        {
            if (assignment.Target is IPropertyReferenceOperation target)
                _values[target.Property.Name] = Values.Unwrap(assignment.Value);
        }
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
                    _values[property.Property.Name] = Values.Unwrap(assignment.Value);
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
}
