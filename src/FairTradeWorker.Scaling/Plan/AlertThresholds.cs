namespace FairTradeWorker.Scaling.Plan;

/// <summary>From where on operators are told.</summary>
/// <param name="PrimaryConnections">Connections in use of <see cref="DatabaseLimits.MaxConnections"/>.</param>
/// <param name="CacheHitPercent">A hit ratio below it is a warning.</param>
/// <param name="OutboxLag">Age of the oldest message that nobody has handled.</param>
/// <param name="BudgetBurn">How fast errors may use up what <see cref="Targets.UptimePercent"/> leaves.</param>
/// <param name="WarningFor">How long a value must be beyond its threshold.</param>
/// <param name="PromptFor">The same for what is either so or not, such as a dead process.</param>
/// <param name="RepeatAfter">Who was told and did nothing is told again.</param>
public sealed record AlertThresholds(
    TimeThreshold P95,
    Threshold ErrorPercent,
    Threshold CpuPercent,
    Threshold PrimaryConnections,
    Threshold MemoryPercent,
    Threshold DiskPercent,
    int CacheHitPercent,
    TimeThreshold OutboxLag,
    BudgetBurn BudgetBurn,
    TimeSpan WarningFor,
    TimeSpan CriticalFor,
    TimeSpan CriticalConnectionsFor,
    TimeSpan CacheHitFor,
    TimeSpan PromptFor,
    TimeSpan RepeatAfter);

/// <summary>Two limits of one number, in the unit that the key's name gives.</summary>
public sealed record Threshold(int Warning, int Critical);

/// <summary>Two limits of a time.</summary>
public sealed record TimeThreshold(TimeSpan Warning, TimeSpan Critical);

/// <summary>The errors that the uptime target allows in a period, and which share of them may go in a shorter time.</summary>
public sealed record BudgetBurn(TimeSpan Period, BurnRate Warning, BurnRate Critical)
{
    /// <summary>How many times faster than evenly the budget goes when this share of it goes in this window.</summary>
    public decimal FactorOf(BurnRate rate) => rate.Percent / 100m * (decimal)(Period / rate.Window);
}

/// <summary>A share of the budget, and the time in which it must not go.</summary>
public sealed record BurnRate(int Percent, TimeSpan Window);

/// <summary>What is measured how often.</summary>
/// <param name="LongestScrapeInterval">What operators were promised.</param>
/// <param name="TraceSamplePercent">Share of requests whose trace is recorded where nobody asks for more.</param>
public sealed record TelemetryLimits(TimeSpan ScrapeInterval, TimeSpan LongestScrapeInterval, decimal TraceSamplePercent);
