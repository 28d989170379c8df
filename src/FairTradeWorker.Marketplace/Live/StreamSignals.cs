using System.Collections.Concurrent;
using FairTradeWorker.Marketplace.Platform.Redis;
using StackExchange.Redis;

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
        var signal = new StreamSignal(leaving => LeaveAsync(userId, leaving));
        while (true)
        {
            var subscription = users.GetOrAdd(userId, static _ => new Subscription());
            if (!subscription.TryAdd(signal, out var isFirst))
            {
                // Its last reader has just left; the next turn makes a new one.
                continue;
            }

            if (isFirst)
            {
                await redis.SubscribeAsync(LiveChannel.Of(userId), subscription.Raise, ct);
            }

            return signal;
        }
    }

    private async ValueTask LeaveAsync(Guid userId, StreamSignal leaving)
    {
        if (users.TryGetValue(userId, out var subscription) && subscription.RemoveIsLast(leaving))
        {
            users.TryRemove(new(userId, subscription));
            await redis.UnsubscribeAsync(LiveChannel.Of(userId), subscription.Raise);
        }
    }

    /// <summary>The streams of one user; closed for good when the last one has left.</summary>
    private sealed class Subscription
    {
        private readonly HashSet<StreamSignal> signals = [];
        private bool isClosed;

        public bool TryAdd(StreamSignal signal, out bool isFirst)
        {
            lock (signals)
            {
                isFirst = signals.Count == 0;
                return !isClosed && signals.Add(signal);
            }
        }

        public bool RemoveIsLast(StreamSignal signal)
        {
            lock (signals)
            {
                return isClosed = signals.Remove(signal) && signals.Count == 0;
            }
        }

        public void Raise(RedisChannel channel, RedisValue message)
        {
            lock (signals)
            {
                foreach (var signal in signals)
                {
                    signal.Raise();
                }
            }
        }
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
