using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Security;
using FairTradeWorker.Scaling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>
/// Answers that many ask for, ready to be sent: in the process for about a second, in Redis for as long as the scaling
/// plan says. Of any number of readers who miss one reads the database. Whoever has just written something himself is
/// answered past all of it.
/// </summary>
internal sealed class AnswerCache(
    HybridCache cache, CacheTopics topics, OwnWrites writes, ScalingPlan plan, TimeProvider clock, CacheMetrics metrics, IOptions<JsonOptions> json)
{
    /// <summary>The answer from the cache, or read now and kept.</summary>
    /// <param name="read">
    /// Reads the database, from the primary when its argument says that the answer must be current; null when there
    /// is nothing, which is not kept. It may outlive this request, so it must not use anything of it.
    /// </param>
    /// <param name="version">The version for the ETag; without it the ETag is made from the answer's bytes.</param>
    public async Task<CachedOk<T>?> FindAsync<T>(
        HttpContext http, CachePlace place, Func<bool, CancellationToken, Task<T?>> read, Func<T, int>? version = null)
        where T : class
    {
        var ct = http.RequestAborted;
        var user = CurrentUser.From(http.User);
        if (user is not null && place.Topic is not null && await writes.HasAsync(user.Id, ct))
        {
            metrics.Bypassed(place.Kind);
            return await AnswerAsync(place, user, read, version, mustBeCurrent: true, ct);
        }

        var mark = place.Topic is null ? new CacheMark("0", null) : await topics.MarkOfAsync(place.Topic, ct);
        var isRead = false;
        try
        {
            var answer = await cache.GetOrCreateAsync($"{place.Kind.Name}:{mark?.Id}:{place.Key}", async token =>
            {
                isRead = true;
                // A replica may not have yet what the mark stands for, and what is kept now is kept for long.
                var mustBeCurrent = mark is null || clock.GetUtcNow() - mark.ChangedAt < plan.Replicas.RememberWriteFor;
                return await MakeAsync(read, version, mustBeCurrent, token) ?? throw new NothingToKeepException();
            }, Keep(place, mark), cancellationToken: ct);
            metrics.Asked(place.Kind, isHit: !isRead);
            return Found<T>(place, answer, user);
        }
        catch (NothingToKeepException)
        {
            metrics.Asked(place.Kind, isHit: false);
            return null;
        }
    }

    /// <summary>An answer that too few ask for to be kept, such as a later page.</summary>
    public async Task<CachedOk<T>?> PassAsync<T>(HttpContext http, CachePlace place, Func<bool, CancellationToken, Task<T?>> read)
        where T : class
    {
        var (user, ct) = (CurrentUser.From(http.User), http.RequestAborted);
        var mustBeCurrent = user is not null && await writes.HasAsync(user.Id, ct);
        return await AnswerAsync(place, user, read, version: null, mustBeCurrent, ct);
    }

    private async Task<CachedOk<T>?> AnswerAsync<T>(
        CachePlace place, CurrentUser? user, Func<bool, CancellationToken, Task<T?>> read, Func<T, int>? version, bool mustBeCurrent,
        CancellationToken ct)
        where T : class =>
        await MakeAsync(read, version, mustBeCurrent, ct) is { } answer ? Found<T>(place, answer, user) : null;

    private HybridCacheEntryOptions Keep(CachePlace place, CacheMark? mark) => new()
    {
        Expiration = place.Kind.LifetimeOf(plan.Caches),
        LocalCacheExpiration = plan.Caches.HotPage,
        Flags = mark is null ? HybridCacheEntryFlags.DisableDistributedCache : HybridCacheEntryFlags.None,
    };

    private async Task<CachedAnswer?> MakeAsync<T>(
        Func<bool, CancellationToken, Task<T?>> read, Func<T, int>? version, bool mustBeCurrent, CancellationToken ct)
        where T : class
    {
        var at = clock.GetUtcNow();
        if (await read(mustBeCurrent, ct) is not { } value)
        {
            return null;
        }

        var options = json.Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        var etag = version is null ? $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 12))}\"" : Http.Versions.ETag(version(value));
        return new(at, etag, body);
    }

    private CachedOk<T> Found<T>(CachePlace place, CachedAnswer answer, CurrentUser? reader)
    {
        var isPublic = place.IsShared && reader is null;
        return new(answer, isPublic ? new(place.Kind.LifetimeOf(plan.Caches), plan.Caches.HotPage, clock.GetUtcNow() - answer.MadeAt) : null);
    }

    private sealed class NothingToKeepException : Exception;
}
