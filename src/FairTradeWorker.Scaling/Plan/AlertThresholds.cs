namespace FairTradeWorker.Scaling.Plan;

/// <summary>From where on operators are told.</summary>
/// <param name="PrimaryConnections">Connections in use of <see cref="DatabaseLimits.MaxConnections"/>.</param>
/// <param name="CacheHitPercent">A hit ratio below it is a warning.</param>
/// <param name="WarningFor">How long a value must be beyond its threshold.</param>
public sealed record AlertThresholds(
    TimeThreshold P95,
    Threshold ErrorPercent,
    Threshold CpuPercent,
    Threshold PrimaryConnections,
    Threshold MemoryPercent,
    Threshold DiskPercent,
    int CacheHitPercent,
    TimeSpan WarningFor,
    TimeSpan CriticalFor,
    TimeSpan CriticalConnectionsFor,
    TimeSpan CacheHitFor);

/// <summary>Two limits of one number, in the unit that the key's name gives.</summary>
public sealed record Threshold(int Warning, int Critical);

/// <summary>Two limits of a time.</summary>
public sealed record TimeThreshold(TimeSpan Warning, TimeSpan Critical);

/// <summary>What is measured how often.</summary>
/// <param name="LongestScrapeInterval">What operators were promised.</param>
/// <param name="TraceSamplePercent">Share of requests whose trace is recorded where nobody asks for more.</param>
public sealed record TelemetryLimits(TimeSpan ScrapeInterval, TimeSpan LongestScrapeInterval, decimal TraceSamplePercent);
