using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Ports and keys of the dashboard for this run.</summary>
internal sealed record DashboardSettings(int Port, int OtlpPort, string BrowserToken, string ResourceServiceKey, string OtlpKey)
{
    private const int DefaultPort = 18888;
    private const int KeyLength = 32;

    public string LoginUrl => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Port}/login?t={BrowserToken}");

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public string OtlpUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{OtlpPort}");

    /// <summary>
    /// Port and OTLP port as <c>Dashboard:Port</c> and <c>Dashboard:OtlpPort</c> say (taken ones are an error), else 18888
    /// and any, or any two when 18888 is taken.
    /// </summary>
    public static DashboardSettings Create(IConfiguration configuration)
    {
        int port = Configured(configuration, "Dashboard:Port") ?? (PortGuard.IsFree(DefaultPort) ? DefaultPort : PortGuard.FindFree());
        int otlpPort = Configured(configuration, "Dashboard:OtlpPort") ?? PortGuard.FindFree();
        return new DashboardSettings(port, otlpPort, Key(), Key(), Key());
    }

    private static int? Configured(IConfiguration configuration, string key) => configuration.GetValue<int?>(key) switch
    {
        null => null,
        { } port when PortGuard.IsFree(port) => port,
        { } port => throw new DistributedApplicationException(
            $"Port {port} ({key}) is already in use by another program: choose another with " +
            $"{key.Replace(":", "__", StringComparison.Ordinal)}=<port>, or leave it out to have one chosen."),
    };

    private static string Key() => RandomNumberGenerator.GetHexString(KeyLength, lowercase: true);
}
