using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Problems;

/// <summary>An RFC 9457 answer: <c>application/problem+json</c> with type, title, status, detail and traceId.</summary>
/// <param name="Type">The kind of error.</param>
/// <param name="Detail">What is wrong this time; never text of an exception.</param>
public sealed record Problem(ProblemType Type, string Detail) : IResult, IStatusCodeHttpResult
{
    /// <summary>Member path (camelCase, as sent) to messages; only on validation problems.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The moves that would be possible now; only on <c>invalid-transition</c>.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Addresses of what stands in the way; only where something does.</summary>
    public IReadOnlyList<string>? Blocking { get; init; }

    /// <summary>When the same request may succeed, in whole seconds; sent as <c>Retry-After</c>.</summary>
    public int? RetryAfterSeconds { get; init; }

    int? IStatusCodeHttpResult.StatusCode => Type.Status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Type.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        Write(writer, Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter writer, string traceId)
    {
        writer.WriteStartObject();
        writer.WriteString("type", Type.Uri);
        writer.WriteString("title", Type.Title);
        writer.WriteNumber("status", Type.Status);
        writer.WriteString("detail", Detail);
        writer.WriteString("traceId", traceId);
        if (Errors is not null)
        {
            writer.WriteStartObject("errors");
            foreach (var (member, messages) in Errors)
            {
                WriteTexts(writer, member, messages);
            }

            writer.WriteEndObject();
        }

        if (Allowed is not null)
        {
            WriteTexts(writer, "allowed", Allowed);
        }

        if (Blocking is not null)
        {
            WriteTexts(writer, "blocking", Blocking);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
