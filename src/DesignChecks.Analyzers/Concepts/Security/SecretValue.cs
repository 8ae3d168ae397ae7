using System.Collections.Immutable;
using DesignChecks.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DesignChecks.Concepts.Security;

/// <summary>Values by which a caller proves who it is or that a message is its own: keys, signatures, keyed hashes, hashes of secrets.</summary>
internal static class SecretValue
{
    /// <summary>What names of secrets have in them, for a first look at text.</summary>
    public static readonly string[] Stems = ["signature", "hmac", "apikey", "api_key", "api-key", "secret", "hash", "digest", "mac"];

    private const int MaxDepth = 6;

    /// <summary>How often a value is followed from one local to another.</summary>
    private const int MaxSources = 3;

    /// <summary>Last words of names.</summary>
    private static readonly string[] Keys =
    [
        "api key", "apikey", "secret", "secret key", "signing key", "hmac", "hmac signature", "token hash", "hashed token", "secret hash", "hashed secret", "key hash", "hashed key", "password hash", "passwordhash",
        "request digest", "body digest", "payload digest", "hmac digest", "hmac hash", "signature hash", "signature digest", "computed mac", "expected mac", "message mac", "actual mac",
    ];

    /// <summary>Words beside "signature" by which it signs a message, not a method or a kind of file.</summary>
    private static readonly string[] Signed =
        ["expected", "computed", "calculated", "actual", "provided", "received", "supplied", "generated", "incoming", "valid", "request", "header", "webhook", "hub", "payload", "body", "message", "hmac", "sha256", "token", "jwt", "x", "payment", "callback", "signed", "server", "client"];

    /// <summary>Words of methods and types that check signatures.</summary>
    private static readonly string[] Checkers =
        ["webhook", "webhooks", "hmac", "auth", "authentication", "authorization", "authenticate", "authorize", "authorized", "verify", "verifier", "verification", "callback", "ipn", "signing", "middleware", "sign"];

    /// <summary>Words by which a name says that the signature isn't there: the hash of a transaction before anyone has signed it.</summary>
    private static readonly string[] Absent = ["no", "without", "unsigned", "except"];

    private static readonly string[] OtherSignatures = ["method", "function", "type", "file", "call", "member", "delegate", "operation", "module", "binary", "image"];

    private static readonly TypeName KeyedHash = new("System.Security.Cryptography.KeyedHashAlgorithm");
    private static readonly TypeName StringValues = new("Microsoft.Extensions.Primitives.StringValues");
    private static readonly TypeName Sequence = new("System.Collections.Generic.IEnumerable`1");
    private static readonly TypeName[] Spans = [new("System.Span`1"), new("System.ReadOnlySpan`1"), new("System.Memory`1"), new("System.ReadOnlyMemory`1")];
    private static readonly TypeName[] Encoders = [new("System.Convert"), new("System.BitConverter"), new("System.Text.Encoding"), new("System.Linq.Enumerable"), new("System.MemoryExtensions")];

    /// <summary>Methods that give the same value in another form.</summary>
    private static readonly string[] Forms =
    [
        "ToString", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Trim", "Replace", "First", "FirstOrDefault", "Single", "SingleOrDefault", "ToArray", "AsSpan", "ConfigureAwait",
        "ToHexString", "ToHexStringLower", "ToBase64String", "FromBase64String", "FromHexString", "GetBytes", "GetString",
    ];

    public static bool IsText(IOperation value) => Values.Unwrap(value).Type is { } type && (type.SpecialType == SpecialType.System_String || StringValues.Is(type) || IsSpanOf(type, SpecialType.System_Char));

    public static bool IsStringValues(IOperation value) => StringValues.Is(WithoutConversion(value).Type);

    public static bool IsBytes(IOperation value) =>
        Values.Unwrap(value).Type is { } type
        && (IsSpanOf(type, SpecialType.System_Byte) || Sequence.FormIn(type) is { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] });

    /// <summary>A constant, null, or <c>string.Empty</c>: nothing that a caller could try to find out.</summary>
    public static bool IsFixed(IOperation value)
    {
        var plain = WithoutConversion(value);
        return plain.ConstantValue.HasValue
            || plain is IDefaultValueOperation or IFieldReferenceOperation { Field: { Name: "Empty", IsStatic: true } }
            || plain is ILocalReferenceOperation local && Code.OnlyValueOf(local) is { ConstantValue.HasValue: true };
    }

    /// <summary>Cheap test of one identifier or text.</summary>
    public static bool MayName(string text) => Array.Exists(Stems, stem => text.IndexOf(stem, StringComparison.OrdinalIgnoreCase) >= 0);

    public static bool Is(IOperation value, World world, CancellationToken cancel) => IsKeyed(value, world, cancel, depth: 0) || NamesOf(value).Any(name => IsNamed(name, value));

    /// <summary>The names that stand for the value: of the variable or member, the method that makes it, the setting or header that holds it.</summary>
    public static IEnumerable<string> NamesOf(IOperation value)
    {
        var plain = Plain(value);
        switch (plain)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation { Member: not IPropertySymbol { IsIndexer: true } }:
                yield return Code.SymbolOf(plain)!.Name;
                break;
            case IPropertyReferenceOperation { Arguments: [var key] } when Values.Text(key.Value) is { } text:
                yield return text;
                break;
            case IInvocationOperation { TargetMethod: var method } call:
                yield return method.Name;
                foreach (var argument in call.Arguments)
                {
                    if (Values.Text(argument.Value) is { } setting)
                        yield return setting;
                }

                break;
        }
    }

    private static bool IsNamed(string name, IOperation value)
    {
        if (Words.ContainAny(name, Absent))
            return false;
        if (Words.EndWithAny(name, Keys))
            return true;
        if (!Words.EndWith(name, "signature") || Words.ContainAny(name, OtherSignatures))
            return false;
        return Words.ContainAny(name, Signed) || Surroundings(value).Any(around => Words.ContainAny(around, Checkers));
    }

    private static IEnumerable<string> Surroundings(IOperation value)
    {
        for (var symbol = value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart); symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
            yield return symbol.Name;
    }

    /// <summary>Made by an algorithm that needs a key, also through locals and methods of the project, and in another form.</summary>
    private static bool IsKeyed(IOperation value, World world, CancellationToken cancel, int depth) =>
        depth <= MaxSources && Code.RunBy(Values.Unwrap(value)).Any(operation => operation switch
        {
            IInvocationOperation call => IsKeyedHash(call) || IsTextOrBytes(call) && Code.Within(world.BodyOf(call.TargetMethod, cancel)).OfType<IInvocationOperation>().Any(IsKeyedHash),
            ILocalReferenceOperation local => IsTextOrBytes(local) && Code.OnlyValueOf(local) is { } only && IsKeyed(only, world, cancel, depth + 1),
            _ => false,
        });

    private static bool IsKeyedHash(IInvocationOperation call) => IsBytes(call) && (KeyedHash.IsBaseOf(call.TargetMethod.ContainingType) || KeyedHash.IsBaseOf(call.Instance?.Type));

    private static bool IsTextOrBytes(IOperation value) => value.Type?.SpecialType == SpecialType.System_String || IsBytes(value);

    /// <summary>The value itself under encodings, trims and awaits.</summary>
    private static IOperation Plain(IOperation value)
    {
        for (var step = 0; step < MaxDepth; step++)
        {
            value = WithoutConversion(value);
            switch (value)
            {
                case IAwaitOperation wait:
                    value = wait.Operation;
                    continue;
                case IConditionalAccessOperation access:
                    value = access.WhenNotNull;
                    continue;
                case IConditionalAccessInstanceOperation instance when TextParts.Receiver(instance) is { } receiver:
                    value = receiver;
                    continue;
                case ICoalesceOperation choice:
                    value = choice.Value;
                    continue;
                case IInvocationOperation { TargetMethod: var method } call when Array.IndexOf(Forms, method.Name) >= 0 && Inner(call) is { } inner:
                    value = inner;
                    continue;
            }

            break;
        }

        return value;
    }

    private static IOperation? Inner(IInvocationOperation call) =>
        Encoders.Any(encoder => encoder.IsBaseOf(call.TargetMethod.ContainingType)) ? call.Arguments.FirstOrDefault()?.Value : call.Instance;

    /// <summary>Without conversions, those of <c>StringValues</c> to text included.</summary>
    private static IOperation WithoutConversion(IOperation value)
    {
        while (true)
        {
            value = Values.Unwrap(value);
            if (value is not IConversionOperation conversion)
                return value;
            value = conversion.Operand;
        }
    }

    private static bool IsSpanOf(ITypeSymbol type, SpecialType element) =>
        type is IArrayTypeSymbol array ? array.ElementType.SpecialType == element : Spans.AnyIs(type) && type is INamedTypeSymbol { TypeArguments: [{ } argument] } && argument.SpecialType == element;
}
