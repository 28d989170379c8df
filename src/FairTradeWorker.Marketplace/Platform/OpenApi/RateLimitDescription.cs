using FairTradeWorker.Marketplace.Platform.RateLimiting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace FairTradeWorker.Marketplace.Platform.OpenApi;

/// <summary>The headers that tell a caller of his quotas, on what succeeds and on what is refused for them.</summary>
internal static class RateLimitDescription
{
    private const string Policy = "RateLimit-Policy";
    private const string State = "RateLimit";
    private const string RetryAfter = "Retry-After";
    private const string TooManyRequests = "429";

    public static void AddTo(OpenApiComponents components)
    {
        components.Headers ??= new Dictionary<string, IOpenApiHeader>();
        components.Headers[Policy] = Header(
            "The quotas that the request counts in: `q` requests in `w` seconds. All may be made at once, then they come back evenly.",
            "\"authenticated\";q=200;w=60", JsonSchemaType.String);
        components.Headers[State] = Header(
            "What is left: `r` requests now, and the whole quota in `t` seconds if no more are made.",
            "\"authenticated\";r=150;t=15", JsonSchemaType.String);
        components.Headers[RetryAfter] = Header("Whole seconds after which the same request is let through.", 1, JsonSchemaType.Integer);
    }

    public static void AddTo(OpenApiOperation operation, OpenApiOperationTransformerContext context, HourlyLimit? hourly)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (response is OpenApiResponse described && (status.StartsWith('2') || status == TooManyRequests))
            {
                described.Headers ??= new Dictionary<string, IOpenApiHeader>();
                foreach (var name in status == TooManyRequests ? (string[])[Policy, State, RetryAfter] : [Policy, State])
                {
                    described.Headers[name] = new OpenApiHeaderReference(name, context.Document);
                }
            }
        }

        if (hourly is { } limit)
        {
            var quota = context.ApplicationServices.GetRequiredService<Quotas>().Of(CallerKind.Authenticated, limit)[^1].Everywhere;
            operation.Description = $"{operation.Description} At most {quota.Requests} in an hour.".TrimStart();
        }
    }

    private static OpenApiHeader Header(string description, System.Text.Json.Nodes.JsonNode example, JsonSchemaType type) =>
        new() { Description = description, Example = example, Schema = new OpenApiSchema { Type = type } };
}
