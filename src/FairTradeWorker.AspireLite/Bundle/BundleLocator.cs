using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Bundle;

/// <summary>Finds Aspire's engine: where the environment says, in the user's cache, or fetched into it once.</summary>
internal sealed class BundleLocator(IConfiguration configuration, BundleFetcher fetcher)
{
    private const string DcpVariable = "ASPIRE_DCP_PATH";
    private const string DashboardVariable = "ASPIRE_DASHBOARD_PATH";

    /// <summary>Throws <see cref="DistributedApplicationException"/> with the ways to get it when it cannot be had.</summary>
    public async Task<AspireBundle> FindAsync(ConsoleOutput console, CancellationToken cancellationToken)
    {
        if (FromVariables(configuration[DcpVariable], configuration[DashboardVariable]) is { } named)
        {
            return named;
        }

        string folder = Path.Combine(CacheFolder(configuration), "aspire", AspireBundle.Version);
        return AspireBundle.In(folder)
            ?? await fetcher.FetchAsync(folder, console, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>FTW_CACHE, else fairtradeworker below XDG_CACHE_HOME or ~/.cache.</summary>
    internal static string CacheFolder(IConfiguration configuration)
    {
        if (configuration["FTW_CACHE"] is { Length: > 0 } own)
        {
            return Path.GetFullPath(own);
        }

        string user = configuration["XDG_CACHE_HOME"] is { Length: > 0 } xdg && Path.IsPathRooted(xdg)
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(user, "fairtradeworker");
    }

    internal static AspireBundle? FromVariables(string? dcp, string? dashboard)
    {
        if (string.IsNullOrEmpty(dcp) && string.IsNullOrEmpty(dashboard))
        {
            return null;
        }

        if (string.IsNullOrEmpty(dcp) || string.IsNullOrEmpty(dashboard))
        {
            throw new DistributedApplicationException($"{DcpVariable} and {DashboardVariable} must both be set, or neither.");
        }

        return new AspireBundle(
            Existing(DcpVariable, dcp, "dcp"), Existing(DashboardVariable, dashboard, "aspire-managed"));
    }

    private static string Existing(string variable, string value, string file)
    {
        string path = Directory.Exists(value) ? Path.Combine(value, file) : value;
        return File.Exists(path)
            ? Path.GetFullPath(path)
            : throw new DistributedApplicationException($"{variable}={value}: there is no file {path}.");
    }
}
