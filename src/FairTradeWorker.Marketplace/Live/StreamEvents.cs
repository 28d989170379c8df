using System.Globalization;
using System.Security.Claims;
using System.Text;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Plan;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>
/// One user's stream. The table is the truth: the stream reads what stands behind the last number it has sent, so that
/// nothing is lost or doubled when Redis drops a signal or the reader moves to another instance.
/// </summary>
internal sealed class StreamEvents(
    IServiceScopeFactory scopes, StreamSignals signals, StreamLimit limit, IHostApplicationLifetime lifetime, ScalingPlan plan, TimeProvider clock)
{
    private readonly StreamLimits limits = plan.Streams;

    public static async Task<Results<EmptyHttpResult, Problem>> HandleAsync(
        CurrentUser user, StreamEvents streams, StreamLimit limit, HttpContext http, CancellationToken ct)
    {
        long? after = null;
        if (http.Request.Headers["Last-Event-ID"] is { Count: > 0 } header)
        {
            if (!long.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return CommonProblems.Invalid("Last-Event-ID", "Must be the id of an event of this stream.");
            }

            after = id;
        }

        await using var place = await limit.TakeAsync(user.Id, ct);
        if (place is null)
        {
            return new Problem(LiveProblems.TooManyStreams, $"There are {streams.limits.PerUser} streams already.")
            {
                RetryAfterSeconds = streams.limits.Renewal.ToWholeSeconds(),
            };
        }

        await streams.RunAsync(place, after, http, ct);
        return TypedResults.Empty;
    }

    private async Task RunAsync(StreamPlace place, long? after, HttpContext http, CancellationToken hungUp)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(hungUp, lifetime.ApplicationStopping);
        var expiry = long.TryParse(http.User.FindFirstValue("exp"), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) - clock.GetUtcNow()
            : TimeSpan.Zero;
        var writer = new SseWriter(http.Response);
        try
        {
            // Whoever is signed out must not go on listening: a stream lives no longer than its token.
            ending.CancelAfter(expiry > TimeSpan.Zero ? expiry : TimeSpan.FromSeconds(1));
            await using var signal = await signals.ListenAsync(place.UserId, ending.Token);
            // Before the reader knows that he is connected: from then on he counts on hearing everything.
            var last = after ?? await NewestAsync(place.UserId, ending.Token);
            await writer.BeginAsync(ending.Token);
            await SendAsync(place, last, signal, writer, ending.Token);
        }
        catch (OperationCanceledException) when (!hungUp.IsCancellationRequested)
        {
            // We end it: the reader comes back, to another instance or with a new token, and not all at once.
            await writer.RetryAsync(TimeSpan.FromSeconds(Random.Shared.Next(1, 10)), hungUp);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone.
        }
    }

    private async Task SendAsync(StreamPlace place, long last, StreamSignal signal, SseWriter writer, CancellationToken ct)
    {
        var pacer = new EventPacer(limits.EventsPerSecond, clock);
        var renewed = clock.GetTimestamp();
        while (true)
        {
            var events = await ReadAsync(place.UserId, last, ct);
            if (events.Count > 0)
            {
                last = await WriteAsync(events, last, pacer, writer, ct);
                continue;
            }

            await signal.WaitAsync(signals.AreLive ? limits.Renewal : limits.PollWithoutSignals, ct);
            if (clock.GetElapsedTime(renewed) >= limits.Renewal)
            {
                renewed = clock.GetTimestamp();
                await limit.RenewAsync(place, ct);
                await writer.KeepAliveAsync(ct);
            }
        }
    }

    /// <summary>Sends all of them: one frame each as long as frames are left, the rest together in the last one.</summary>
    /// <returns>The number of the last event sent.</returns>
    private async Task<long> WriteAsync(List<UserEvent> events, long last, EventPacer pacer, SseWriter writer, CancellationToken ct)
    {
        if (events[0].Sequence > last + 1)
        {
            // Older ones were removed: the reader was away for too long and must read the resources themselves.
            await writer.EventAsync(events[0].Sequence - 1, "reset", $$"""{"missedFrom":{{last + 1}}}""", ct);
            pacer.Sent();
        }

        await Task.Delay(pacer.Wait, clock, ct);
        var single = events.Count <= pacer.Left ? events.Count : Math.Max(0, pacer.Left - 1);
        foreach (var one in events.Take(single))
        {
            await writer.EventAsync(one.Sequence, one.Type, one.Data, ct);
            pacer.Sent();
        }

        if (single < events.Count)
        {
            await writer.EventAsync(events[^1].Sequence, "batch", Together(events.Skip(single)), ct);
            pacer.Sent();
        }

        return events[^1].Sequence;
    }

    private static string Together(IEnumerable<UserEvent> events)
    {
        var json = new StringBuilder("""{"events":[""");
        foreach (var one in events)
        {
            json.Append(json[^1] == '[' ? null : ",")
                .Append(CultureInfo.InvariantCulture, $$"""{"id":{{one.Sequence}},"type":"{{one.Type}}","data":{{one.Data}}}""");
        }

        return json.Append("]}").ToString();
    }

    private async Task<long> NewestAsync(Guid userId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().UserEventCounters
            .Where(counter => counter.UserId == userId).Select(counter => counter.LastSequence).SingleOrDefaultAsync(ct);
    }

    private async Task<List<UserEvent>> ReadAsync(Guid userId, long after, CancellationToken ct)
    {
        // A scope for each read: a stream lives long and must not hold a connection.
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().UserEvents
            .Where(one => one.UserId == userId && one.Sequence > after)
            .OrderBy(one => one.Sequence).Take(limits.PageSize).ToListAsync(ct);
    }
}
