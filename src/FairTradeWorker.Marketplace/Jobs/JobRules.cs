namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>Rules about a job's content; pure functions.</summary>
public static class JobRules
{
    public const int DefaultMaxBids = 5;
    public const int MaxTrades = 5;

    /// <summary>Largest amount anywhere in the marketplace: ten million dollars.</summary>
    public const long MaxAmountCents = 1_000_000_000;

    public static readonly TimeSpan DefaultBiddingTime = TimeSpan.FromDays(14);
    public static readonly TimeSpan MinBiddingTime = TimeSpan.FromHours(1);
    public static readonly TimeSpan MaxBiddingTime = TimeSpan.FromDays(90);

    private const long SmallToCents = 300_00;
    private const long MediumToCents = 1_500_00;

    public static JobSize SizeOf(long? budgetMaxCents) => budgetMaxCents switch
    {
        null => JobSize.Medium,
        <= SmallToCents => JobSize.Small,
        <= MediumToCents => JobSize.Medium,
        _ => JobSize.Large,
    };

    /// <summary>Whether bids may be taken until <paramref name="deadline"/>, both ends included.</summary>
    public static bool IsAcceptableDeadline(DateTimeOffset deadline, DateTimeOffset now) =>
        deadline >= now + MinBiddingTime && deadline <= now + MaxBiddingTime;
}
