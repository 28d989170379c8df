namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>
/// Tells how far a replica is behind, in time: where the primary's log stood at which moment is remembered, and a
/// replica is as old as the last moment whose log position it has replayed. It needs no clocks that agree and no writes;
/// "time since the last replayed transaction" would call an idle replica old and a paused one fresh.
/// </summary>
/// <param name="window">How long positions are remembered; a replica further behind has no known age.</param>
internal sealed class StalenessClock(TimeSpan window)
{
    private readonly Queue<(TimeSpan At, ulong Position)> samples = new();
    private TimeSpan newestAt = TimeSpan.MinValue;

    /// <summary>How many positions are remembered.</summary>
    public int Remembered => samples.Count;

    /// <summary>The primary's log stood at <paramref name="position"/> at <paramref name="at"/>, on a clock that only rises.</summary>
    public void Add(TimeSpan at, ulong position)
    {
        if (at <= newestAt)
        {
            // The primary has been asked again and has not answered: there is nothing new to remember.
            return;
        }

        newestAt = at;
        samples.Enqueue((at, position));
        while (samples.TryPeek(out var oldest) && at - oldest.At > window)
        {
            samples.Dequeue();
        }
    }

    /// <summary>After a promotion positions start over on another timeline.</summary>
    public void Clear() => samples.Clear();

    /// <summary>
    /// Age of a replica that has replayed up to <paramref name="position"/>; null when it is older than all that is
    /// remembered. Measured to the newest sample, so a primary that says nothing more makes nobody old.
    /// </summary>
    public TimeSpan? AgeOf(ulong position)
    {
        (TimeSpan At, ulong Position)? newest = null, replayed = null;
        foreach (var sample in samples)
        {
            newest = sample;
            replayed = sample.Position <= position ? sample : replayed;
        }

        return newest is null ? TimeSpan.Zero : newest.Value.At - replayed?.At;
    }
}
