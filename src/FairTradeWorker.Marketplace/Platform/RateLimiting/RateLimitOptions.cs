using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>Section <c>RateLimits</c> of the configuration.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>
    /// How many API instances share the callers when each must count for itself; empty for the plan's
    /// <c>autoscaling.minInstances</c>.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int? Instances { get; init; }
}
