using System.Globalization;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>The newest console lines of one resource; they outlive its process, so a restart does not lose why it fell.</summary>
internal sealed class ResourceLog(TimeProvider clock)
{
    private const int Capacity = 10_000;
    private readonly Lock gate = new();
    private readonly Queue<LogLine> lines = new();
    private TaskCompletionSource changed = NewSignal();
    private int last;

    /// <summary>Adds a line of a process, which begins with its time.</summary>
    public void Append(string text, bool isError)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            lines.Enqueue(new LogLine(++last, text, isError));
            if (lines.Count > Capacity)
            {
                lines.Dequeue();
            }

            signal = changed;
            changed = NewSignal();
        }

        signal.TrySetResult();
    }

    /// <summary>Adds a line of the AppHost's own.</summary>
    public void Note(string text, bool isError = false) => Append(
        $"{clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} [apphost] {text}", isError);

    /// <summary>The newest <paramref name="count"/> lines.</summary>
    public IReadOnlyList<LogLine> Tail(int count)
    {
        lock (gate)
        {
            return [.. lines.TakeLast(count)];
        }
    }

    /// <summary>Batches of lines, from the oldest kept on; with <paramref name="follow"/> until cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(
        bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int seen = 0;
        while (true)
        {
            List<LogLine> batch;
            Task next;
            lock (gate)
            {
                batch = [.. lines.Where(l => l.Number > seen)];
                next = changed.Task;
            }

            if (batch.Count > 0)
            {
                seen = batch[^1].Number;
                yield return batch;
            }

            if (!follow)
            {
                yield break;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
