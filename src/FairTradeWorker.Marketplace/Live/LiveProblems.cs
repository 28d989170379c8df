using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>Problems of streams.</summary>
public static class LiveProblems
{
    public static readonly ProblemType TooManyStreams = new("too-many-streams", 429, "Too many streams",
        "A user can have a limited number of streams open at the same time, over all devices.",
        "Close one of them, or wait until a lost one has expired.");

    public static IReadOnlyList<ProblemType> All { get; } = [TooManyStreams];
}
