using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>
/// Whether one replica is read from. It leaves as soon as it is silent or too old, and comes back only after it has
/// been nearly current for a while, so that a struggling one does not flap.
/// </summary>
internal sealed class Rotation(ReplicaLimits limits)
{
    private TimeSpan? goodSince;
    private bool wasJudged;
    private bool isIn;

    /// <param name="staleness">Null when the replica is silent or too old to tell.</param>
    /// <param name="at">Now, on a clock that only rises.</param>
    public bool Judge(TimeSpan? staleness, TimeSpan at)
    {
        if (staleness is not { } age || age > limits.MaxStaleness)
        {
            (isIn, goodSince) = (false, null);
        }
        else if (!isIn)
        {
            goodSince = age < limits.BackBelow ? goodSince ?? at : null;
            // At the start of a process nobody has seen it fail.
            isIn = goodSince is { } since && (!wasJudged || at - since >= limits.BackAfter);
        }

        wasJudged = true;
        return isIn;
    }
}
