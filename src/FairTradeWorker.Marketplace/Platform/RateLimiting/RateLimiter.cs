using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>
/// The first judge of a request. Behind authentication, because a user is known by his token, and before anything that
/// refuses, so that whatever is refused has counted.
/// </summary>
internal sealed class RateLimiter(
    RequestDelegate next, Quotas quotas, SharedLimiter shared, LocalLimiter local, RateLimitMetrics metrics)
{
    // Probes, scrapers and pages about the API. Everything else counts, also what no endpoint answers.
    private static readonly PathString[] Free = ["/health", "/metrics", "/openapi", "/docs", "/problems"];

    public Task InvokeAsync(HttpContext context) =>
        Array.Exists(Free, free => context.Request.Path.StartsWithSegments(free)) ? next(context) : JudgeAsync(context);

    private async Task JudgeAsync(HttpContext context)
    {
        var caller = Caller.Of(context);
        var limits = quotas.Of(caller.Kind, context.GetEndpoint()?.Metadata.GetMetadata<HasHourlyLimit>()?.Limit);
        var verdict = await shared.TakeAsync(caller.Id, limits, context.RequestAborted) is { } spendings
            ? new Verdict(spendings, IsShared: true)
            : new Verdict(local.Take(caller.Id, limits), IsShared: false);
        metrics.Judged(verdict);

        // At the start of the answer, because error handling clears whatever was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["RateLimit-Policy"] = verdict.PolicyHeader;
            context.Response.Headers["RateLimit"] = verdict.StateHeader;
            return Task.CompletedTask;
        });
        await (verdict.Refusing is { } quota ? Refuse(quota, verdict.RetryAfterSeconds).ExecuteAsync(context) : next(context));
    }

    private static Problem Refuse(Quota quota, int retryAfterSeconds) => new(CommonProblems.RateLimited,
        $"The quota '{quota.Name}' of {quota.Requests} requests in {quota.Window.TotalSeconds:0} s is spent; the next one is free in {retryAfterSeconds} s.")
    {
        RetryAfterSeconds = retryAfterSeconds,
    };
}
