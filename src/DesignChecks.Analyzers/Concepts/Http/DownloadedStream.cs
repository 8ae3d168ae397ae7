using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Http;

/// <summary>What code does with the body of an answer that it takes as a stream.</summary>
[Flags]
internal enum StreamUses
{
    None = 0,

    /// <summary>Goes on piece by piece: copied, read into a buffer, given to a method, returned.</summary>
    PassedOn = 1,

    /// <summary>Leaves the function, and with it whatever the function disposes.</summary>
    Returned = 2,

    /// <summary>Needs all of it at once or twice: parsed into objects, kept in memory, wound back.</summary>
    Whole = 4,
}

/// <summary>Follows the answer of a send to the streams that its body is read as.</summary>
internal static class DownloadedStream
{
    private const int MaxSteps = 10;

    private static readonly TypeName MemoryStream = new("System.IO.MemoryStream");
    private static readonly TypeName StreamType = new("System.IO.Stream");

    /// <summary>Words of the types and methods that make something whole out of a stream.</summary>
    private static readonly string[] Parsers =
    [
        "json", "xml", "xsl", "html", "csv", "yaml", "toml", "proto", "protobuf", "parse", "parser", "deserialize", "deserializer", "serializer", "document",
        "reader", "archive", "zip", "image", "bitmap", "load", "string", "text", "bytes", "feed", "from",
    ];

    /// <summary>All uses of the body of what was sent; none when it isn't read as a stream here.</summary>
    public static StreamUses UsesOf(Call send)
    {
        var uses = StreamUses.None;
        foreach (var call in Code.CallsIn(Code.Root(send.Operation)))
        {
            if (call.Name is "ReadAsStreamAsync" or "ReadAsStream" && Comes(call.Receiver, send))
                uses |= UsesOfStream(call.Operation);
            else if (call.Name is "CopyToAsync" or "CopyTo" && Comes(call.Receiver, send) && !StreamType.IsBaseOf(call.Receiver?.Type))
                uses |= UseOfCopy(call);
        }

        return uses;
    }

    /// <summary>True when the expression is the answer of the send, or a part of it.</summary>
    private static bool Comes(IOperation? operation, Call send)
    {
        for (var step = 0; operation is not null && step < MaxSteps; step++)
        {
            operation = Values.Unwrap(operation);
            if (operation == send.Operation)
                return true;
            operation = operation switch
            {
                IPropertyReferenceOperation { Instance: { } owner } => owner,
                IAwaitOperation wait => wait.Operation,
                IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "EnsureSuccessStatusCode", Instance: { } inner } => inner,
                ILocalReferenceOperation local => Code.OnlyValueOf(local),
                IConditionalAccessInstanceOperation instance => TextParts.Receiver(instance),
                _ => null,
            };
        }

        return false;
    }

    private static StreamUses UsesOfStream(IOperation stream)
    {
        var user = Code.UserOf(stream);
        while (user is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" } or IPropertyReferenceOperation { Property.Name: "Result" })
        {
            stream = user;
            user = Code.UserOf(user);
        }

        if (user is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
            return UseOf(stream, user);
        return Code.Within(Code.Root(stream)).OfType<ILocalReferenceOperation>().Where(reference => Code.IsSame(reference.Local, local))
            .Aggregate(StreamUses.None, (uses, reference) => uses | UseOf(reference, Code.UserOf(reference)));
    }

    private static StreamUses UseOf(IOperation stream, IOperation? user) => user switch
    {
        IReturnOperation => StreamUses.PassedOn | StreamUses.Returned,
        IPropertyReferenceOperation { Property.Name: "Position" or "Length" or "CanSeek" } => StreamUses.Whole,
        IInvocationOperation call when call.Instance is { } instance && Values.Unwrap(instance) == stream => UseOfOwnMethod(call),
        IArgumentOperation { Parent: IInvocationOperation call } => UseOfArgument(call),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } creation } =>
            StreamType.IsBaseOf(type) ? StreamUses.PassedOn | UsesOfStream(creation) // unpacks or counts on the way
            : Words.ContainAny(type.Name, Parsers) ? StreamUses.Whole : StreamUses.PassedOn | (IsReturned(creation) ? StreamUses.Returned : StreamUses.None),
        _ => StreamUses.None,
    };

    private static StreamUses UseOfOwnMethod(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "CopyTo" or "CopyToAsync" => Call.From(call) is { } copy ? UseOfCopy(copy) : StreamUses.None,
        "Read" or "ReadAsync" or "ReadAtLeast" or "ReadAtLeastAsync" or "ReadExactly" or "ReadExactlyAsync" => StreamUses.PassedOn,
        "Seek" or "SetLength" => StreamUses.Whole,
        _ => StreamUses.None,
    };

    /// <summary>Copied into memory, it is there as a whole; into anything else, piece by piece.</summary>
    private static StreamUses UseOfCopy(Call copy) =>
        copy.Arguments.Any(argument => MemoryStream.IsBaseOf(argument.Value.Type)) ? StreamUses.Whole : StreamUses.PassedOn;

    private static StreamUses UseOfArgument(IInvocationOperation call)
    {
        if (Words.ContainAny(call.TargetMethod.Name, Parsers) || !IsOwn(call) && Words.ContainAny(call.TargetMethod.ContainingType?.Name ?? "", Parsers))
            return StreamUses.Whole;
        return StreamUses.PassedOn | (IsReturned(call) ? StreamUses.Returned : StreamUses.None);
    }

    /// <summary>A method of the type around: that one's name says nothing of the method.</summary>
    private static bool IsOwn(IInvocationOperation call) =>
        call.TargetMethod.ContainingType?.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == call.Syntax.SyntaxTree && part.Span.Contains(call.Syntax.Span)) == true;

    private static bool IsReturned(IOperation made) => Code.UserOf(made) is IReturnOperation;
}
