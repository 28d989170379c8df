using FairTradeWorker.Marketplace.Platform.Json;
using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>Problems of jobs.</summary>
public static class JobProblems
{
    public static readonly ProblemType InvalidTransition = new("invalid-transition", 409, "Not possible in this state",
        "The resource is in a state in which this command cannot be given.",
        "Read the resource; `allowed` names what can be done to it now.");

    public static readonly ProblemType JobNotOpen = new("job-not-open", 409, "The job takes no bids",
        "The job is not open, or its deadline for bids has passed.", "Look for another job.");

    public static readonly ProblemType TooFewBidPlaces = new("max-bids-below-bid-count", 409,
        "There are more bids than that", "maxBids cannot be lowered below the number of live bids.",
        "Decline bids first, or keep a higher maxBids.");

    public static IReadOnlyList<ProblemType> All { get; } = [InvalidTransition, JobNotOpen, TooFewBidPlaces];

    internal static Problem NotPossible(JobStatus status) =>
        new(InvalidTransition, $"The job is {WireEnum<JobStatus>.ToText(status)}.")
        {
            Allowed = [.. JobLifecycle.AllowedIn(status).Where(command => command != JobCommand.Expire).Select(WireEnum<JobCommand>.ToText)],
        };
}
