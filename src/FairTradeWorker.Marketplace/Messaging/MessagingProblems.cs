using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>Problems of conversations.</summary>
public static class MessagingProblems
{
    public static readonly ProblemType NoBid = new("no-bid", 409, "No bid, no conversation",
        "A homeowner and a contractor can talk about a job once the contractor has bid on it.",
        "Bid first, or choose a contractor who did.");

    public static IReadOnlyList<ProblemType> All { get; } = [NoBid];
}
