using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Messaging;

/// <summary>A RabbitMQ queue that code declares. Flags are null where a variable decides.</summary>
internal sealed record QueueDeclaration(Call Call, string? Name, bool? Durable, bool? Exclusive, bool? AutoDelete)
{
    public static readonly string[] Names = ["QueueDeclare", "QueueDeclareAsync"];

    private static readonly TypeName[] Channels = [new("RabbitMQ.Client.IChannel"), new("RabbitMQ.Client.IModel")];

    public static QueueDeclaration? From(Call call) =>
        Array.IndexOf(Names, call.Name) >= 0 && Channels.AnyIsBaseOf(call.Receiver?.Type)
            ? new QueueDeclaration(call, Values.Text(call.Argument("queue")), Flag(call, "durable"), Flag(call, "exclusive"), Flag(call, "autoDelete"))
            : null;

    /// <summary>The argument as written; null when it is left out.</summary>
    public SyntaxNode? Argument(string parameter) =>
        Call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit)?.Syntax;

    /// <summary>Left out, the parameters of the extension methods have defaults: not durable, exclusive, deleted with its last consumer.</summary>
    private static bool? Flag(Call call, string parameter) =>
        Values.Flag(call.Operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value);
}
