namespace FairTradeWorker.Ops.Seed;

/// <summary>What to make. The same plan over the same territories and trades makes the same rows.</summary>
/// <param name="Users">Accounts; of ten neighbouring numbers six are homeowners and four contractors.</param>
/// <param name="Jobs">Jobs in all states.</param>
/// <param name="Bids">Bids in all states.</param>
/// <param name="Messages">Messages, about eight to a conversation.</param>
/// <param name="Seed">Chooses among all possible databases of this size.</param>
/// <param name="Now">Posting times lie in the year before it, deadlines of open jobs after it.</param>
/// <param name="FirstUser">The number in the first account's address; a further run begins behind the last one.</param>
internal sealed record SeedPlan(
    int Users, int Jobs, int Bids, int Messages, int Seed, DateTimeOffset Now, int FirstUser = 1)
{
    private const int MinUsers = 200;
    private const int MaxRows = 50_000_000;
    private const int MaxBidsPerJob = 6;
    private const int MaxMessagesPerBid = 20;

    public int LastUser => FirstUser + Users - 1;

    /// <summary>Where all chance of this run comes from; a further run has another.</summary>
    public ulong Key => Dice.Mix(((ulong)(uint)Seed << 32) | (uint)FirstUser);

    /// <summary>Why this cannot be made, or null.</summary>
    public string? Problem() => this switch
    {
        { Users: < MinUsers or > MaxRows } => $"--users must be {MinUsers:N0} to {MaxRows:N0}.",
        { Jobs: < 1 or > MaxRows } => $"--jobs must be 1 to {MaxRows:N0}.",
        _ when Bids < Jobs || Bids > (long)Jobs * MaxBidsPerJob =>
            $"--bids must be one to {MaxBidsPerJob} times --jobs, because awarded jobs need a bid and jobs limit them.",
        _ when Messages < 0 || Messages > (long)Bids * MaxMessagesPerBid =>
            $"--messages must be 0 to {MaxMessagesPerBid} times --bids.",
        _ => null,
    };
}
