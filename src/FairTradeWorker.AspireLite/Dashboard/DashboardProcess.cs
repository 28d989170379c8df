using System.Net.Sockets;
using System.Text.Json.Nodes;
using Aspire.Hosting.Bundle;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Aspire's dashboard, run by DCP like everything else so that it ends with everything else.</summary>
internal sealed class DashboardProcess(IDcp dcp, AspireBundle bundle, DashboardSettings settings, ConsoleOutput console, TimeProvider clock)
{
    private const string Name = "aspire-dashboard";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private volatile bool stopping;
    private volatile bool ended;

    public Task StartAsync(string resourceServiceUrl, CancellationToken cancellationToken)
    {
        Dictionary<string, string> environment = new()
        {
            ["ASPNETCORE_URLS"] = settings.Url,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = settings.OtlpUrl,
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = resourceServiceUrl,
            ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = settings.BrowserToken,
            ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = settings.ResourceServiceKey,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = settings.OtlpKey,
        };
        var spec = new JsonObject
        {
            ["executablePath"] = bundle.DashboardPath,
            ["workingDirectory"] = Path.GetDirectoryName(bundle.DashboardPath),
            ["args"] = new JsonArray("dashboard"),
            ["env"] = new JsonArray([.. environment.Select(e => new JsonObject { ["name"] = e.Key, ["value"] = e.Value })]),
            ["ambientEnvironment"] = new JsonObject { ["behavior"] = "Inherit" },
        };
        return dcp.CreateAsync(DcpNames.Executables, DcpManifest.Create("Executable", Name, spec), cancellationToken);
    }

    /// <summary>Says so when the dashboard ends by itself; the resources run on without it.</summary>
    public void OnEvent(DcpEvent change)
    {
        string? state = (string?)change.Object["status"]?["state"];
        if (change.Name != Name || ended || state is not ("Finished" or "Terminated" or "FailedToStart"))
        {
            return;
        }

        ended = true;
        if (!stopping)
        {
            console.Error($"The dashboard has ended (exit code {(int?)change.Object["status"]?["exitCode"]}). If another " +
                $"program took port {settings.Port} in the same moment, start again or choose one with Dashboard__Port=<port>.");
        }
    }

    /// <summary>From here on its end is wanted.</summary>
    public void Stopping() => stopping = true;

    /// <summary>Returns when the dashboard accepts connections, false when it ended instead. Throws when it does neither in time.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < Timeout)
        {
            if (ended)
            {
                return false;
            }

            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", settings.Port, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new DistributedApplicationException($"The dashboard does not answer on {settings.Url} after {Timeout.TotalSeconds:0} s.");
    }
}
