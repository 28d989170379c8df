using System.Collections.Concurrent;
using FairTradeWorker.Marketplace.Platform.Redis;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>
/// Wakes the streams of this instance when a user has new events, whichever process wrote them. One Redis
/// subscription for each user who has a stream here, however many he has.
/// </summary>
internal sealed class StreamSignals(RedisConnection redis)
{
    private readonly ConcurrentDictionary<Guid, Subscription> users = new();

    /// <summary>Whether signals arrive now; without Redis the streams must look more often.</summary>
    public bool AreLive => redis.IsConnected;

    /// <summary>From now on the signal is raised for each new event of the user, until it is disposed.</summary>
    public async Task<StreamSignal> ListenAsync(Guid userId, CancellationToken ct)
    {
        var signal = new StreamSignal(leaving => Leave(userId, leaving));
        var subscription = users.GetOrAdd(userId, static _ => new Subscription());
        bool first;
        lock (subscription)
        {
            subscription.Signals.Add(signal);
            first = subscription.Signals.Count == 1;
        }

        if (first)
        {
            await redis.SubscribeAsync(LiveChannel.Of(userId), () => Raise(subscription), ct);
        }

        return signal;
    }

    private static void Raise(Subscription subscription)
    {
        lock (subscription)
        {
            foreach (var signal in subscription.Signals)
            {
                signal.Raise();
            }
        }
    }

    private async ValueTask Leave(Guid userId, StreamSignal leaving)
    {
        if (!users.TryGetValue(userId, out var subscription))
        {
            return;
        }

        bool last;
        lock (subscription)
        {
            subscription.Signals.Remove(leaving);
            last = subscription.Signals.Count == 0;
        }

        // Somebody may join between here and there: he subscribes himself, as the first, and this removes nothing of his.
        if (last && users.TryRemove(new(userId, subscription)))
        {
            await redis.UnsubscribeAsync(LiveChannel.Of(userId));
        }
    }

    private sealed class Subscription
    {
        public HashSet<StreamSignal> Signals { get; } = [];
    }
}

/// <summary>Remembers one wake-up, however many there were.</summary>
internal sealed class StreamSignal(Func<StreamSignal, ValueTask> leave) : IAsyncDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);

    public void Raise()
    {
        lock (raised)
        {
            if (raised.CurrentCount == 0)
            {
                raised.Release();
            }
        }
    }

    /// <summary>True when raised, false when the time was over.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ct) => raised.WaitAsync(atMost, ct);

    public async ValueTask DisposeAsync()
    {
        await leave(this);
        raised.Dispose();
    }
}
