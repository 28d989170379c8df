namespace FairTradeWorker.Ops.Seed;

/// <summary>Where the running seed tells what it does. The methods are called one after the other.</summary>
internal interface ISeedProgress
{
    /// <summary>A part of the work begins.</summary>
    /// <param name="what">Such as the name of a table.</param>
    /// <param name="rows">How many rows it will have, or null when it cannot be counted.</param>
    void Begin(string what, long? rows);

    void Advance(long rowsDone);

    void End(TimeSpan elapsed, long? rows);
}
