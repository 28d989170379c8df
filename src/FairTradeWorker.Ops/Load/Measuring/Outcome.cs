namespace FairTradeWorker.Ops.Load.Measuring;

/// <summary>What became of a request.</summary>
internal enum Outcome
{
    /// <summary>Answered as the journey expects: a success, or a refusal that belongs to it such as a job taken by others.</summary>
    Expected,

    /// <summary>429: the rate limit. Not an error, but not a user's day either.</summary>
    Limited,

    /// <summary>Another 4xx than the journey expects.</summary>
    Unexpected,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>No whole answer within the plan's longest time of a request.</summary>
    Timeout,

    /// <summary>No connection, a broken one, or something that is no answer.</summary>
    Broken,
}
