using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering.Monitoring;

namespace FairTradeWorker.LocalServers.Monitoring;

/// <summary>A throw-away Prometheus and Alertmanager for tests; they end with the process that started them.</summary>
public sealed class MonitoringServers : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly ThrowAwayFolder folder;
    private readonly MonitoringFolder configuration;
    private readonly List<ServerProcess> processes = [];
    private readonly int prometheusPort = FreePort.Any();
    private readonly int alertmanagerPort = FreePort.Any();

    private MonitoringServers(ThrowAwayFolder folder, MonitoringPrograms programs)
    {
        this.folder = folder;
        configuration = new(folder.Path, programs, ServiceUser.Resolve());
    }

    /// <summary>Base address of Prometheus.</summary>
    public Uri Prometheus => new($"http://127.0.0.1:{prometheusPort}");

    /// <summary>Base address of Alertmanager.</summary>
    public Uri Alertmanager => new($"http://127.0.0.1:{alertmanagerPort}");

    /// <summary>Where the processes that are to be read from name themselves.</summary>
    public string TargetsFolder => configuration.Targets;

    /// <summary>Starts both; they answer when this returns.</summary>
    /// <param name="webhook">Whom Alertmanager tells.</param>
    /// <exception cref="LocalServerException">They are not installed, or one does not start.</exception>
    public static async Task<MonitoringServers> StartAsync(
        ScalingPlan plan, AlertTimes times, Uri? webhook = null, CancellationToken cancellationToken = default)
    {
        var programs = MonitoringPrograms.Find() ?? throw new LocalServerException(MonitoringPrograms.Help);
        var servers = new MonitoringServers(
            await ThrowAwayFolder.CreateAsync("monitoring", (path, ct) => MonitoringFolder.StopLeftOverAsync(path, ct), cancellationToken), programs);
        try
        {
            await servers.configuration.WriteAsync(plan, times, servers.alertmanagerPort, webhook?.OriginalString, cancellationToken);
            await Task.WhenAll(
                servers.StartAsync(servers.configuration.Alertmanager(servers.alertmanagerPort), servers.Alertmanager, cancellationToken),
                servers.StartAsync(servers.configuration.Prometheus(servers.prometheusPort), servers.Prometheus, cancellationToken));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.StopAsync(Posix.Kill, StopLimit, CancellationToken.None);
            process.Dispose();
        }

        folder.Dispose();
    }

    private async Task StartAsync(Command command, Uri address, CancellationToken cancellationToken)
    {
        var process = await ServerProcess.StartAsync(command.Through(ParentDeath.Prefix(configuration.User, "KILL")), configuration.Folder);
        lock (processes)
        {
            processes.Add(process);
        }

        for (var waited = TimeSpan.Zero; waited < StartLimit; waited += TimeSpan.FromMilliseconds(50))
        {
            if (process.HasExited)
            {
                throw new LocalServerException($"{command.Program} ended while it started:\n{await process.LastWordsAsync(cancellationToken)}");
            }

            if (await LocalServerProbe.WebAnswersAsync(new Uri(address, "/-/ready"), cancellationToken))
            {
                return;
            }

            await Task.Delay(50, cancellationToken);
        }

        throw new LocalServerException($"{command.Program} did not answer within {StartLimit.TotalSeconds:0} s:\n{process.Tail}");
    }
}
