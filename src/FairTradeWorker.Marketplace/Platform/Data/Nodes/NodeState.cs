namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>What a process knows of a server.</summary>
/// <param name="Answers">It answered the last question in time.</param>
/// <param name="IsWritable">It is not in recovery.</param>
/// <param name="Timeline">Rises with each promotion; only known of a writable server.</param>
/// <param name="Staleness">How far it is behind the primary; zero for a writable server, null when nobody can tell.</param>
/// <param name="InRotation">Readers who can live with <see cref="Staleness"/> may be sent here.</param>
internal sealed record NodeState(bool Answers, bool IsWritable, uint Timeline, TimeSpan? Staleness, bool InRotation)
{
    /// <summary>Before the first look: nothing speaks against it.</summary>
    public static NodeState Unknown { get; } = new(Answers: true, IsWritable: true, Timeline: 0, TimeSpan.Zero, InRotation: false);

    public static NodeState Silent { get; } = new(Answers: false, IsWritable: false, Timeline: 0, Staleness: null, InRotation: false);
}
