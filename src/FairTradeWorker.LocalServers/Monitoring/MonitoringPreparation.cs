using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling.Rendering.Monitoring;

namespace FairTradeWorker.LocalServers.Monitoring;

/// <summary>Prepares the AppHost's Prometheus and Alertmanager.</summary>
internal sealed class MonitoringPreparation(
    LocalEnvironmentOptions options, string folder, ServiceUser? user, Action<string> progress)
{
    private const int PreferredPort = 19090;
    private const int PreferredAlertmanagerPort = 19093;

    public string Folder { get; } = folder;

    public async Task StopLeftOverAsync(CancellationToken cancellationToken)
    {
        foreach (var pid in await MonitoringFolder.StopLeftOverAsync(Folder, cancellationToken))
        {
            progress($"monitoring: stopped process {pid}, which an earlier run had left running");
        }
    }

    /// <summary>Null when they are not installed or not wanted.</summary>
    public async Task<PreparedMonitoring?> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!options.Monitoring || MonitoringPrograms.Find() is not { } programs)
        {
            return null;
        }

        Folders.Create(Folder);
        var ports = (Prometheus: Port("prometheus", PreferredPort), Alertmanager: Port("alertmanager", PreferredAlertmanagerPort));
        var configuration = new MonitoringFolder(Folder, programs, user);
        await configuration.WriteAsync(options.Plan, AlertTimes.Of(options.Plan), ports.Alertmanager, webhook: null, cancellationToken);
        return new PreparedMonitoring(
            Process("prometheus", configuration.Prometheus(ports.Prometheus), ports.Prometheus),
            Process("alertmanager", configuration.Alertmanager(ports.Alertmanager), ports.Alertmanager),
            configuration.Targets,
            $"monitoring: {programs.Prometheus}, http://127.0.0.1:{ports.Prometheus}, and {programs.Alertmanager}, http://127.0.0.1:{ports.Alertmanager}");
    }

    private int Port(string name, int preferred)
    {
        var own = Path.Combine(Folder, $"{name}-port");
        Folders.Create(own);
        return RememberedPort.Choose(name, own, preferred, progress);
    }

    private LocalServerProcess Process(string name, Command command, int port)
    {
        var asUser = command.Through(user?.Prefix ?? []);
        return new(name, asUser.Program, Folder, asUser.Arguments, new Dictionary<string, string>(), port);
    }
}
