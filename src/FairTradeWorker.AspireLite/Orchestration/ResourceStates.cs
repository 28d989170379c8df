namespace Aspire.Hosting.Orchestration;

/// <summary>States the dashboard has a text and an icon for.</summary>
internal static class ResourceStates
{
    public const string NotStarted = "NotStarted";
    public const string Waiting = "Waiting";
    public const string Building = "Building";
    public const string Starting = "Starting";
    public const string Running = "Running";
    public const string Stopping = "Stopping";
    public const string Finished = "Finished";
    public const string Exited = "Exited";
    public const string FailedToStart = "FailedToStart";
    public const string Unknown = "Unknown";

    public static bool IsFinal(string state) => state is Finished or Exited or FailedToStart;
}
