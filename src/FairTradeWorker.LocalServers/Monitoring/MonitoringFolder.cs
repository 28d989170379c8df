using System.Globalization;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering.Monitoring;

namespace FairTradeWorker.LocalServers.Monitoring;

/// <summary>
/// Configuration and data of a local Prometheus and Alertmanager: the rules that production has too, for the processes
/// that name themselves in <see cref="Targets"/>.
/// </summary>
internal sealed record MonitoringFolder(string Folder, MonitoringPrograms Programs, ServiceUser? User)
{
    private const string Retention = "2d";

    /// <summary>Where processes name themselves.</summary>
    public string Targets => Path.Combine(Folder, "targets");

    private string PrometheusSettings => Path.Combine(Folder, MonitoringFiles.PrometheusFile);

    private string AlertmanagerSettings => Path.Combine(Folder, MonitoringFiles.AlertmanagerFile);

    /// <summary>Writes what both read; earlier targets are forgotten.</summary>
    public async Task WriteAsync(
        ScalingPlan plan, AlertTimes times, int alertmanagerPort, string? webhook, CancellationToken cancellationToken)
    {
        Folders.Create(Folder);
        if (Directory.Exists(Targets))
        {
            Directory.Delete(Targets, recursive: true);
        }

        CreateReadable(Targets);
        var files = MonitoringFiles.Of(
            plan, times,
            new(Folder, Targets, Address(alertmanagerPort)),
            new(webhook, WebhookFile: null));
        foreach (var (name, text) in files)
        {
            await Folders.WriteSecretAsync(Path.Combine(Folder, name), text, User, cancellationToken);
        }

        foreach (var data in new[] { Data("prometheus"), Data("alertmanager") }.Where(data => !Directory.Exists(data)))
        {
            if (User is null)
            {
                Folders.Create(data);
            }
            else
            {
                await User.CreateFolderAsync(data, cancellationToken);
            }
        }
    }

    /// <summary>Runs Prometheus in the foreground.</summary>
    public Command Prometheus(int port) => new(
        Programs.Prometheus,
        $"--config.file={PrometheusSettings}",
        $"--storage.tsdb.path={Data("prometheus")}",
        $"--storage.tsdb.retention.time={Retention}",
        $"--web.listen-address={Address(port)}",
        "--enable-feature=exemplar-storage",
        "--log.level=warn");

    /// <summary>Runs Alertmanager in the foreground, alone.</summary>
    public Command Alertmanager(int port) => new(
        Programs.Alertmanager,
        $"--config.file={AlertmanagerSettings}",
        $"--storage.path={Data("alertmanager")}",
        $"--web.listen-address={Address(port)}",
        "--cluster.listen-address=",
        "--log.level=warn");

    /// <summary>Stops those of an earlier run that outlived it; they are known by their folder.</summary>
    /// <returns>Their process ids.</returns>
    public static async Task<IReadOnlyList<int>> StopLeftOverAsync(string folder, CancellationToken cancellationToken)
    {
        var left = ProcessTable.WorkingIn(folder)
            .Where(pid => ProcessTable.Arguments(pid).Any(argument => argument.StartsWith($"--config.file={folder}/", StringComparison.Ordinal))).ToList();
        foreach (var pid in left)
        {
            Posix.Signal(pid, Posix.Kill);
            await ProcessTable.HasEndedAsync(pid, TimeSpan.FromSeconds(10), cancellationToken);
        }

        return left;
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static void CreateReadable(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            // Prometheus runs as another user when this process is root, and lists the folder.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    private string Data(string program) => Path.Combine(Folder, $"{program}-data");
}
