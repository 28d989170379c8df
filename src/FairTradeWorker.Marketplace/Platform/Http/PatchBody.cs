using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using FairTradeWorker.Marketplace.Platform.Json;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// A JSON merge patch (RFC 7396), applied to the writable part of a resource and validated as if the result had been
/// sent whole: null removes a member, so it is refused for a required one, and an unknown member is refused too.
/// </summary>
public sealed class PatchBody<T> : IBindableFromHttpContext<PatchBody<T>> where T : class
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MarketplaceJson.MaxDepth };

    private readonly HttpContext context;
    private readonly ReadOnlyMemory<byte> patch;
    private readonly Problem? unreadable;

    private PatchBody(HttpContext context, ReadOnlyMemory<byte> patch, Problem? unreadable) =>
        (this.context, this.patch, this.unreadable) = (context, patch, unreadable);

    public static async ValueTask<PatchBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (body, problem) = await RequestBody.ReadAsync(context, context.RequestAborted);
        return new(context, body?.Bytes, problem);
    }

    /// <summary>The resource's writable part after the patch, or what is wrong with the patch.</summary>
    internal async Task<(T? Content, Problem? Problem)> ApplyAsync(T current, CancellationToken ct)
    {
        if (unreadable is not null)
        {
            return (null, unreadable);
        }

        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var typeInfo = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var (changes, malformed) = Parse();
        if (changes is null)
        {
            return (null, malformed);
        }

        var target = JsonSerializer.SerializeToNode(current, typeInfo)?.AsObject() ?? [];
        byte[] patched;
        try
        {
            Merge(target, changes);
            patched = JsonSerializer.SerializeToUtf8Bytes(target, PlatformJson.Default.JsonObject);
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            // Texts are decoded only now; a lone surrogate throws the first, or the second when met while writing.
            return (null, NoText());
        }

        var validator = context.RequestServices.GetRequiredService<BodyValidator>();
        return await validator.ReadAsync<T>(patched, options, ct);
    }

    private (JsonObject? Changes, Problem? Problem) Parse()
    {
        // The document model would quietly replace bytes that are no UTF-8.
        if (!Utf8.IsValid(patch.Span))
        {
            return (null, NoText());
        }

        try
        {
            if (JsonTexts.FindBad(patch.Span) is { } bad)
            {
                return (null, CommonProblems.Invalid(bad.Member, bad.Message));
            }

            return JsonNode.Parse(patch.Span, documentOptions: Strict) is JsonObject changes
                ? (changes, null)
                : (null, CommonProblems.Invalid("body", "A JSON object is required."));
        }
        catch (JsonException exception)
        {
            return (null, CommonProblems.Invalid(JsonErrors.Explain(exception)));
        }
        catch (InvalidOperationException)
        {
            return (null, NoText());
        }
    }

    private static Problem NoText() => CommonProblems.Invalid("body", "Must be well-formed Unicode text.");

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                target.Remove(name);
            }
            else if (change is JsonObject nested)
            {
                var inner = target[name] as JsonObject ?? [];
                Merge(inner, nested);
                target[name] = inner.Parent is null ? inner : inner.DeepClone();
            }
            else
            {
                target[name] = change.DeepClone();
            }
        }
    }
}
