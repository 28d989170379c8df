namespace FairTradeWorker.Marketplace.Platform.Problems;

/// <summary>A bounded resource had no room in time. Answered as 503 with <c>Retry-After</c>; nothing was changed.</summary>
/// <param name="resource">What was full, for people.</param>
/// <param name="retryAfterSeconds">When it is worth another try.</param>
public sealed class OverloadedException(string resource, int retryAfterSeconds) : Exception($"{resource} is busy.")
{
    public int RetryAfterSeconds => retryAfterSeconds;
}
