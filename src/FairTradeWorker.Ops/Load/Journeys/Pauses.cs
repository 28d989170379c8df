using System.Threading.Tasks.Sources;

namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>
/// Wakes tens of thousands of users after their pauses, each within a millisecond or two, on one thread that goes on
/// with what they do next. <see cref="Task.Delay(TimeSpan)"/> wakes two threads for each, which costs more than a request.
/// </summary>
internal sealed class Pauses : IDisposable
{
    private const int Slots = 8_192;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly List<(long Due, Sleeper Who)>[] wheel = [.. Enumerable.Range(0, Slots).Select(_ => new List<(long, Sleeper)>())];
    private readonly ManualResetEventSlim ending = new(initialState: false, spinCount: 0);
    private readonly TimeProvider clock;
    private readonly long start;
    private long passed;
    private bool ended;

    public Pauses(TimeProvider clock)
    {
        this.clock = clock;
        start = clock.GetTimestamp();
        new Thread(Turn) { IsBackground = true, Name = "pauses" }.Start();
    }

    /// <summary>Comes back after so long, or with an <see cref="OperationCanceledException"/> when all pauses have ended.</summary>
    /// <param name="who">One who does not pause already.</param>
    public ValueTask WaitAsync(TimeSpan pause, Sleeper who)
    {
        var task = who.FallAsleep();
        lock (gate)
        {
            if (!ended)
            {
                // The tick that is under way does not count.
                var due = Math.Max(Now() + (long)Math.Ceiling(pause / Tick), passed + 1);
                wheel[due % Slots].Add((due, who));
                return task;
            }
        }

        who.Wake(cancelled: true);
        return task;
    }

    /// <summary>Wakes everybody.</summary>
    public void End() => ending.Set();

    /// <summary>Does not wait for the thread: it may be the one that calls.</summary>
    public void Dispose() => End();

    private long Now() => (long)(clock.GetElapsedTime(start) / Tick);

    private void Turn()
    {
        var due = new List<Sleeper>();
        while (!ending.Wait(Tick))
        {
            lock (gate)
            {
                for (var now = Now(); passed < now;)
                {
                    Take(++passed, due);
                }
            }

            Wake(due, cancelled: false);
        }

        lock (gate)
        {
            ended = true;
            due.AddRange(wheel.SelectMany(slot => slot).Select(entry => entry.Who));
        }

        Wake(due, cancelled: true);
    }

    // A slot comes round every few seconds; who has more to wait stays.
    private void Take(long tick, List<Sleeper> due)
    {
        var slot = wheel[tick % Slots];
        for (var i = slot.Count - 1; i >= 0; i--)
        {
            if (slot[i].Due <= tick)
            {
                due.Add(slot[i].Who);
                slot[i] = slot[^1];
                slot.RemoveAt(slot.Count - 1);
            }
        }
    }

    private static void Wake(List<Sleeper> sleepers, bool cancelled)
    {
        foreach (var sleeper in sleepers)
        {
            sleeper.Wake(cancelled);
        }

        sleepers.Clear();
    }
}

/// <summary>Somebody who pauses again and again, without memory of its own for each pause.</summary>
internal sealed class Sleeper : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> core;

    public ValueTask FallAsleep()
    {
        core.Reset();
        return new(this, core.Version);
    }

    public void Wake(bool cancelled)
    {
        if (cancelled)
        {
            core.SetException(new OperationCanceledException("The run is over."));
        }
        else
        {
            core.SetResult(true);
        }
    }

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
