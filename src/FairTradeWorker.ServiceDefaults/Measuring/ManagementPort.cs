using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>The port of operators, opened beside those that the host was told to listen at.</summary>
/// <param name="Host">The address of the first of the others: what is reachable from this machine only stays so.</param>
/// <param name="Number">Null when there is none.</param>
internal sealed record ManagementPort(string Host, int? Number)
{
    private const string HttpPorts = "http_ports";

    /// <summary>Whether the request came to it. The connection says so, nothing that a caller writes.</summary>
    public bool IsOf(HttpContext context) => Number is { } port && context.Connection.LocalPort == port;

    /// <summary>Adds the port that the configuration names to the host's addresses.</summary>
    public static ManagementPort Open(IConfigurationManager configuration)
    {
        if (configuration.GetValue<int?>($"{ManagementOptions.Section}:{nameof(ManagementOptions.Port)}") is not { } wanted)
        {
            return new("", null);
        }

        var others = Others(configuration);
        var host = BindingAddress.Parse(others[0]).Host;
        var port = wanted == 0 ? AnyFree() : wanted;
        configuration[WebHostDefaults.ServerUrlsKey] = string.Join(';', [.. others, string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}")]);
        return new(host, port);
    }

    private static List<string> Others(IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            return [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        }

        return configuration[HttpPorts] is { Length: > 0 } ports
            ? [.. ports.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"http://*:{port}")]
            : ["http://localhost:5000"];
    }

    // Kestrel chooses one too, but does not say which of several it chose.
    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
