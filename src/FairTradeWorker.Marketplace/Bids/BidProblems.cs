using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Json;
using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Problems of bidding and accepting.</summary>
public static class BidProblems
{
    public static readonly ProblemType DuplicateBid = new("duplicate-bid", 409, "There is a bid of yours already",
        "A contractor has at most one live bid on a job.", "Change the bid that is there, or withdraw it first.");

    public static readonly ProblemType BidLimitReached = new("bid-limit-reached", 409, "The job has all its bids",
        "The job takes no more than its maxBids live bids.", "Try again when a bid was withdrawn or declined.");

    public static readonly ProblemType JobAlreadyAwarded = new("job-already-awarded", 409, "The job was awarded",
        "A bid on this job was accepted already; there is exactly one.", "Read the job to see which one.");

    public static readonly ProblemType FeeQuoteExpired = new("fee-quote-expired", 409, "The fee quote has expired",
        "A quote holds for a limited time.", "Ask for a new quote and accept with that.");

    public static readonly ProblemType FeeQuoteMismatch = new("fee-quote-mismatch", 409, "The fee quote is for another amount",
        "The quote's amount is not the amount of this bid, perhaps because the bid was changed.",
        "Read the bid again, ask for a quote of its amount and accept with that.");

    public static IReadOnlyList<ProblemType> All { get; } =
        [DuplicateBid, BidLimitReached, JobAlreadyAwarded, FeeQuoteExpired, FeeQuoteMismatch];

    /// <summary>The bid is not in the one state in which something can be done to it.</summary>
    internal static Problem NotSubmitted(BidStatus status) =>
        new(JobProblems.InvalidTransition, $"The bid is {WireEnum<BidStatus>.ToText(status)}.")
        {
            Allowed = status == BidStatus.Submitted ? ["accept", "decline", "edit", "withdraw"] : [],
        };

    internal static Problem NotOpen() => new(JobProblems.JobNotOpen, "This job takes no bids now.");
}
