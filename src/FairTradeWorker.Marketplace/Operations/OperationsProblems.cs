using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Operations;

/// <summary>Problems of the operators' endpoints.</summary>
public static class OperationsProblems
{
    public static readonly ProblemType NotDead = new("not-dead", 409, "Not a dead letter",
        "Only a message that was given up can be replayed; this one is still being tried.",
        "Wait for it, or look at the Worker's log.");

    public static IReadOnlyList<ProblemType> All { get; } = [NotDead];
}
