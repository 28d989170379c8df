using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// Parses JSON into a request record and runs the framework's validation on it. Validation fails closed: a type
/// without generated validation is a defect that throws, where the framework would silently accept everything.
/// </summary>
public sealed class BodyValidator(IServiceProvider services, IOptions<ValidationOptions> validation)
{
    private static readonly byte[] NoMembers = "{}"u8.ToArray();

    public async Task<(T? Content, Problem? Problem)> ReadAsync<T>(
        ReadOnlyMemory<byte> json, JsonSerializerOptions options, CancellationToken ct) where T : class
    {
        if (json.IsEmpty && !typeof(T).IsAssignableTo(typeof(IOptionalBody)))
        {
            return (null, CommonProblems.Invalid("body", "A JSON object is required."));
        }

        var (content, unreadable) = Parse<T>(json.IsEmpty ? NoMembers : json, options);
        if (content is null)
        {
            return (null, unreadable);
        }

        var errors = await ValidateAsync(content, ct);
        return errors is null ? (content, null) : (null, CommonProblems.Invalid(errors));
    }

    private static (T? Content, Problem? Problem) Parse<T>(ReadOnlyMemory<byte> json, JsonSerializerOptions options)
        where T : class
    {
        try
        {
            var typeInfo = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
            var content = JsonSerializer.Deserialize(json.Span, typeInfo);
            return content is not null
                ? (content, null)
                : (null, CommonProblems.Invalid("body", "A JSON object is required."));
        }
        catch (JsonException exception)
        {
            return (null, CommonProblems.Invalid(JsonErrors.Explain(exception)));
        }
    }

    private async Task<IReadOnlyDictionary<string, string[]>?> ValidateAsync<T>(T content, CancellationToken ct)
        where T : class
    {
        // The framework generates nothing for a type without members; whatever was sent besides {} is refused already.
        if (typeof(T).GetProperties() is [])
        {
            return null;
        }

        if (!validation.Value.TryGetValidatableTypeInfo(typeof(T), out var info))
        {
            throw new InvalidOperationException($"{typeof(T).Name} lacks [ValidatableType] or is not public.");
        }

        var context = new ValidateContext
        {
            ValidationOptions = validation.Value,
            ValidationContext = new ValidationContext(content, services, items: null),
        };
        await info.ValidateAsync(content, context, ct);
        return context.ValidationErrors is { Count: > 0 } errors
            ? errors.ToDictionary(pair => CamelCase(pair.Key), pair => Array.ConvertAll(pair.Value, WithoutName), StringComparer.Ordinal)
            : null;
    }

    // "The field MaxBids must be between 1 and 20." → "Must be between 1 and 20.": the key says which member.
    private static string WithoutName(string message) =>
        message.StartsWith("The field ", StringComparison.Ordinal) && message.IndexOf(" must ", StringComparison.Ordinal) is > 0 and var at
            ? $"M{message[(at + 2)..]}"
            : message;

    // The framework names members as C# does: "Address.Line1", "Trades[0]".
    private static string CamelCase(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var segment in path.Split('.'))
        {
            text.Append(text.Length > 0 ? "." : null).Append(JsonNamingPolicy.CamelCase.ConvertName(segment));
        }

        return text.Length > 0 ? text.ToString() : "body";
    }
}
