namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>A reason to tell a person.</summary>
/// <param name="Name">Also the name of its page in <c>docs/runbooks</c>; two severities of one thing share it.</param>
/// <param name="Expression">PromQL; it fires for each series that this gives.</param>
/// <param name="For">How long without a break.</param>
/// <param name="Summary">One line, the same for all its series.</param>
/// <param name="Description">What is so; may hold Prometheus' placeholders.</param>
/// <param name="Example">What makes it fire, for its unit test.</param>
internal sealed record Alert(
    string Name, string Severity, string Expression, TimeSpan For, string Summary, string Description, AlertExample Example)
{
    public const string Warning = "warning";
    public const string Critical = "critical";

    public string Runbook => $"docs/runbooks/{Name}.md";
}

/// <summary>Series that are good, then bad, then good again.</summary>
/// <param name="SettlesWithin">Time after which nothing that was before is seen any more: the window of the rates.</param>
internal sealed record AlertExample(TimeSpan SettlesWithin, params IReadOnlyList<ExampleSeries> Series);

/// <summary>A series of a unit test.</summary>
/// <param name="Good">Its value, or what is added with each sample when it is a counter.</param>
internal sealed record ExampleSeries(string Selector, decimal Good, decimal Bad, bool IsCounter = false);
