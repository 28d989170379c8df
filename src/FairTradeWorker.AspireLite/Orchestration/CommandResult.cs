namespace Aspire.Hosting.Orchestration;

/// <summary>How a helper program ended and what it wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    /// <summary>The first lines that speak of an error, or else the last ones: one of them usually names the cause.</summary>
    public string Gist
    {
        get
        {
            string[] lines = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string[] errors = [.. lines.Where(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)).Take(3)];
            return string.Join("; ", errors is [] ? lines.TakeLast(3) : errors);
        }
    }
}
