using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Endpoints;

/// <summary>An answer whose content was a file on the disk and is in memory as a whole: <c>File(File.ReadAllBytes(path), …)</c>.</summary>
/// <param name="Result">The call that makes the answer.</param>
/// <param name="Read">The call that reads the whole file; null where a stream fills the memory.</param>
/// <param name="Held">The local that holds the bytes in between; null when there is none.</param>
internal sealed record ServedFile(Call Result, Call? Read, ILocalReferenceOperation? Held)
{
    /// <summary>Methods that answer with content, and the parameters that take it.</summary>
    public static readonly string[] Names = ["File", "Bytes", "Stream"];

    private static readonly string[] Contents = ["fileContents", "contents", "fileStream", "stream"];

    private static readonly TypeName[] Results =
    [
        new("Microsoft.AspNetCore.Mvc.ControllerBase"),
        new("Microsoft.AspNetCore.Mvc.RazorPages.PageBase"),
        new("Microsoft.AspNetCore.Mvc.RazorPages.PageModel"),
        new("Microsoft.AspNetCore.Http.Results"),
        new("Microsoft.AspNetCore.Http.TypedResults"),
    ];

    private static readonly TypeName FileType = new("System.IO.File");
    private static readonly TypeName FileStream = new("System.IO.FileStream");
    private static readonly TypeName MemoryStream = new("System.IO.MemoryStream");

    /// <summary>Null when the bytes come from elsewhere, are used otherwise too, or the file is gone by then.</summary>
    public static ServedFile? From(Call call)
    {
        if (!call.IsOn(Results) || Contents.Select(call.Argument).FirstOrDefault(argument => argument is not null) is not { } content)
            return null;
        var body = Code.EnclosingBody(call.Operation);
        if (Code.CallsIn(body).Any(other => other.Name is "Delete" or "Move" && other.IsOn(FileType)))
            return null;
        return OfBytes(call, content) ?? OfMemory(call, content, body);
    }

    private static ServedFile? OfBytes(Call call, IOperation content)
    {
        if (content is IObjectCreationOperation { Arguments: [{ Value: var inner }, ..] } wrapped && MemoryStream.Is(wrapped.Type))
            content = Values.Unwrap(inner);
        var local = content as ILocalReferenceOperation;
        if (local is not null && IsUsedOtherwise(local))
            return null;
        var source = WithoutAwait(local is null ? content : Code.OnlyValueOf(local));
        return Call.From(source) is { Name: "ReadAllBytes" or "ReadAllBytesAsync" } read && read.IsOn(FileType) ? new ServedFile(call, read, local) : null;
    }

    /// <summary>A memory stream that a file is copied into, and nothing else.</summary>
    private static ServedFile? OfMemory(Call call, IOperation content, IOperation body)
    {
        if (Call.From(content) is { Name: "ToArray" or "GetBuffer", Receiver: ILocalReferenceOperation behind })
            content = behind;
        if (content is not ILocalReferenceOperation memory || Code.OnlyValueOf(memory) is not IObjectCreationOperation creation || !MemoryStream.Is(creation.Type))
            return null;
        var fills = Code.Within(body).OfType<ILocalReferenceOperation>()
            .Where(reference => Code.IsSame(reference.Local, memory.Local))
            .Select(reference => Code.UserOf(reference)).OfType<IArgumentOperation>()
            .Select(argument => argument.Parent).Where(user => user != call.Operation).ToArray();
        return fills is [var only] && Call.From(only) is { Name: "CopyTo" or "CopyToAsync", Receiver: { } source } && IsFile(source) ? new ServedFile(call, null, null) : null;
    }

    private static bool IsFile(IOperation source) =>
        FileStream.IsBaseOf(source.Type) || source is ILocalReferenceOperation local && Code.OnlyValueOf(local) is { } value && FileStream.IsBaseOf(WithoutAwait(value)?.Type);

    private static bool IsUsedOtherwise(ILocalReferenceOperation local) =>
        Code.Within(Code.Root(local)).OfType<ILocalReferenceOperation>().Any(other =>
            other != local && Code.IsSame(other.Local, local.Local)
            && Code.UserOf(other) is not (IPropertyReferenceOperation { Property.Name: "Length" } or IBinaryOperation or IIsPatternOperation));

    private static IOperation? WithoutAwait(IOperation? value)
    {
        while (value is not null)
        {
            value = Values.Unwrap(value);
            switch (value)
            {
                case IAwaitOperation wait:
                    value = wait.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult", Instance: { } inner }:
                    value = inner;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task }:
                    value = task;
                    break;
                default:
                    return value;
            }
        }

        return null;
    }
}
