namespace Aspire.Hosting.Orchestration;

/// <summary>How a helper program ended and what it wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    /// <summary>The last lines, which usually name the cause.</summary>
    public string Tail => string.Join(' ', Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(4)).Trim();
}
