using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace DesignChecks.Tests.Engine;

/// <summary>The code of a test, compiled and loaded: what a message says of it is compared with what it does.</summary>
internal sealed partial class Loaded
{
    private readonly Assembly _assembly;

    private Loaded(Assembly assembly) => _assembly = assembly;

    public Assembly Assembly => _assembly;

    /// <summary>Marks of reports are left out; the packages are those that rules see.</summary>
    public static Loaded From(string source)
    {
        using var image = Compiled.Image("Loaded" + Guid.NewGuid().ToString("N"), [Mark().Replace(source, "")], OutputKind.DynamicallyLinkedLibrary);
        return new Loaded(new Packages().LoadFromStream(image));
    }

    public object New(string type, params object?[] arguments) =>
        Activator.CreateInstance(TypeOf(type), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, arguments, null)!;

    /// <summary>The value of a field of any accessibility.</summary>
    public static object? Field(object of, string name) => of.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.GetValue(of);

    /// <summary>Runs a method and awaits what it returns. Failures of the call that it makes are the point of most such code and end here.</summary>
    public static async Task<object?> Run(object on, string method, params object?[] arguments)
    {
        try
        {
            return await Invoke(on.GetType(), on, method, arguments);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or Polly.ExecutionRejectedException)
        {
            return null;
        }
    }

    /// <summary>Runs a static method and awaits what it returns.</summary>
    public Task<object?> Run(string type, string method, params object?[] arguments) => Invoke(TypeOf(type), null, method, arguments);

    private static async Task<object?> Invoke(Type type, object? on, string method, object?[] arguments)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var result = type.GetMethod(method, Any)!.Invoke(on, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (result?.GetType() is { IsValueType: true, Name: "ValueTask" or "ValueTask`1" } pending)
            result = pending.GetMethod("AsTask")!.Invoke(result, null);
        if (result is not Task task)
            return result;
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }

    private Type TypeOf(string name) => _assembly.GetType(name, throwOnError: true)!;

    [GeneratedRegex(@"\[\||\|\]|\{\|[A-Z0-9]*:|\|\}")]
    private static partial Regex Mark();

    /// <summary>What the tests themselves run on comes first: types must be the same on both sides.</summary>
    private sealed class Packages : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name)
        {
            try
            {
                return Default.LoadFromAssemblyName(name);
            }
            catch (FileNotFoundException)
            {
                return Compiled.FileOf(name.Name) is { } file ? LoadFromAssemblyPath(file) : null;
            }
        }
    }
}
