using System.Diagnostics;
using Aspire.Hosting.Bundle;

namespace Aspire.Hosting.Dcp;

/// <summary>
/// DCP for this run: started detached from the terminal, told to watch our process, stopped by request.
/// <para>
/// DCP can guard every executable with a <c>dcp monitor-process</c> of its own (about 22 MB each, a quarter of a gigabyte
/// for a dozen resources). They are switched off: when the AppHost is killed DCP notices by <c>--monitor</c> and stops
/// everything all the same, and when DCP is killed the AppHost stops the processes it knows by itself
/// (<see cref="Orchestration.OrphanReaper"/>). Only kill -9 of both in the same instant leaves processes behind.
/// </para>
/// </summary>
internal sealed class DcpHost : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    // Set for the AppHost, not for what it runs.
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "MSBUILDDISABLENODEREUSE"];

    private readonly string sessionFolder;
    private readonly TimeProvider clock;

    private DcpHost(string sessionFolder, DcpClient client, TimeProvider clock)
    {
        this.sessionFolder = sessionFolder;
        this.clock = clock;
        Client = client;
    }

    public DcpClient Client { get; }

    public static async Task<DcpHost> StartAsync(AspireBundle bundle, TimeProvider clock, CancellationToken cancellationToken)
    {
        // CreateTempSubdirectory makes it 0700: the token that commands DCP lies in it.
        string folder = Directory.CreateTempSubdirectory("aspire-dcp-").FullName;
        string kubeconfig = Path.Combine(folder, "kubeconfig");
        string thumbprint = DcpCertificate.Write(folder, clock.GetUtcNow());
        var start = new ProcessStartInfo(bundle.DcpPath,
        [
            "start-apiserver", "--detach", "--monitor", $"{Environment.ProcessId}", "--monitor-interval", "1",
            "--kubeconfig", kubeconfig,
            "--tls-cert-file", DcpCertificate.CertificateFile(folder), "--tls-key-file", DcpCertificate.KeyFile(folder),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DCP_SESSION_FOLDER"] = folder;
        start.Environment["DCP_DISABLE_MONITOR_PROCESS"] = "1";
        var output = new List<string>();
        using Process process = Process.Start(start)
            ?? throw new DistributedApplicationException($"{bundle.DcpPath} did not start.");

        // The detached child keeps these pipes open: they are drained, never awaited.
        process.OutputDataReceived += (_, e) => Keep(output, e.Data);
        process.ErrorDataReceived += (_, e) => Keep(output, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        long started = clock.GetTimestamp();
        while (!File.Exists(kubeconfig))
        {
            bool failed = process.HasExited && process.ExitCode != 0;
            if (failed || clock.GetElapsedTime(started) > StartTimeout)
            {
                Directory.Delete(folder, recursive: true);
                string said = string.Join(Environment.NewLine, output.TakeLast(5));
                throw new DistributedApplicationException(failed
                    ? $"DCP ended with exit code {process.ExitCode}. {said}"
                    : $"DCP did not start within {StartTimeout.TotalSeconds:0} s. {said}");
            }

            await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
        }

        var config = Kubeconfig.Parse(await File.ReadAllTextAsync(kubeconfig, cancellationToken).ConfigureAwait(false));
        return new DcpHost(folder, DcpClient.Connect(config, thumbprint, clock), clock);
    }

    /// <summary>Stops everything. False when DCP is not done in time, or was not there to be asked.</summary>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Client.StopAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return !Directory.Exists(sessionFolder);
        }

        // DCP deletes its session folder last of all.
        long started = clock.GetTimestamp();
        while (Directory.Exists(sessionFolder))
        {
            if (clock.GetElapsedTime(started) > StopTimeout)
            {
                return false;
            }

            await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Removes what a killed DCP could not.</summary>
    public void DeleteSessionFolder()
    {
        if (Directory.Exists(sessionFolder))
        {
            Directory.Delete(sessionFolder, recursive: true);
        }
    }

    public void Dispose() => Client.Dispose();

    private static void Keep(List<string> output, string? line)
    {
        lock (output)
        {
            if (line is not null && output.Count < 100)
            {
                output.Add(line);
            }
        }
    }
}
