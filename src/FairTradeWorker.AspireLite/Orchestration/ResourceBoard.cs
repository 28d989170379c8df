using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.Orchestration;

/// <summary>The latest snapshot of everything, and a stream of changes for whoever asks.</summary>
internal sealed class ResourceBoard
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ResourceSnapshot> snapshots = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly List<Channel<ResourceSnapshot>> watchers = [];

    public IReadOnlyList<ResourceSnapshot> All
    {
        get
        {
            lock (gate)
            {
                return [.. order.Select(n => snapshots[n])];
            }
        }
    }

    public ResourceSnapshot? Find(string name)
    {
        lock (gate)
        {
            return snapshots.GetValueOrDefault(name);
        }
    }

    public void Add(ResourceSnapshot snapshot)
    {
        lock (gate)
        {
            order.Add(snapshot.Name);
            snapshots.Add(snapshot.Name, snapshot);
            Tell(snapshot);
        }
    }

    public void Update(string name, Func<ResourceSnapshot, ResourceSnapshot> change)
    {
        lock (gate)
        {
            ResourceSnapshot before = snapshots[name];
            ResourceSnapshot after = change(before);
            if (after != before)
            {
                snapshots[name] = after;
                Tell(after);
            }
        }
    }

    /// <summary>All snapshots there are, then each change, in order and none left out.</summary>
    public async IAsyncEnumerable<ResourceSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<ResourceSnapshot>();
        lock (gate)
        {
            foreach (string name in order)
            {
                channel.Writer.TryWrite(snapshots[name]);
            }

            watchers.Add(channel);
        }

        try
        {
            await foreach (ResourceSnapshot snapshot in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return snapshot;
            }
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(channel);
            }
        }
    }

    /// <summary>Waits until <paramref name="decide"/>, asked after every change, answers something.</summary>
    public async Task<T> WaitAsync<T>(Func<IReadOnlyList<ResourceSnapshot>, T?> decide, CancellationToken cancellationToken)
        where T : class
    {
        await foreach (ResourceSnapshot _ in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (decide(All) is { } answer)
            {
                return answer;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    private void Tell(ResourceSnapshot snapshot)
    {
        foreach (Channel<ResourceSnapshot> watcher in watchers)
        {
            watcher.Writer.TryWrite(snapshot);
        }
    }
}
