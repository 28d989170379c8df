namespace FairTradeWorker.LocalServers;

/// <summary>Prometheus and Alertmanager, ready to be started.</summary>
/// <param name="TargetsFolder">Where processes must name themselves: variable <c>Management__TargetsFolder</c>.</param>
/// <param name="Describe">One line for a person.</param>
public sealed record PreparedMonitoring(
    LocalServerProcess Prometheus, LocalServerProcess Alertmanager, string TargetsFolder, string Describe)
{
    /// <summary>What a process is told so that it is read from: any free port for operators, and where to say which.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["Management__Port"] = "0",
        ["Management__TargetsFolder"] = TargetsFolder,
    };

    public override string ToString() => Describe;
}
