using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Section <c>Cors</c>: the web origins whose pages may call the API. Empty: none.</summary>
public sealed class CorsOriginOptions
{
    public const string Section = "Cors";

    public IList<string> Origins { get; init; } = [];
}

/// <summary>Lets exactly the configured origins in; no wildcard, no credentials.</summary>
internal sealed class CorsOrigins(IOptions<CorsOriginOptions> origins) : IConfigureOptions<CorsOptions>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] RequestHeaders =
        ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID"];
    private static readonly string[] ResponseHeaders =
        ["ETag", "Location", "Retry-After", "Idempotent-Replayed", "RateLimit", "RateLimit-Policy"];

    public void Configure(CorsOptions options) => options.AddDefaultPolicy(policy => policy
        .WithOrigins([.. origins.Value.Origins])
        .WithMethods(Methods)
        .WithHeaders(RequestHeaders)
        .WithExposedHeaders(ResponseHeaders));
}
