using System.Net.Sockets;
using System.Text.Json.Nodes;
using Aspire.Hosting.Bundle;
using Aspire.Hosting.Dcp;

namespace Aspire.Hosting.Dashboard;

/// <summary>Aspire's dashboard, run by DCP like everything else so that it ends with everything else.</summary>
internal sealed class DashboardProcess(IDcp dcp, AspireBundle bundle, DashboardSettings settings, TimeProvider clock)
{
    private const string Name = "aspire-dashboard";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

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

    /// <summary>Returns when the dashboard accepts connections. Throws when it does not in time, with its last words.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < Timeout)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", settings.Port, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new DistributedApplicationException($"The dashboard does not answer on {settings.Url} after {Timeout.TotalSeconds:0} s.");
    }
}
