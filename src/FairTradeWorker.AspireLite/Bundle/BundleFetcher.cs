using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Bundle;

/// <summary>
/// Fetches Aspire's engine with npm into the cache. It is made complete in a folder beside its place and renamed into it,
/// under a lock file, so that neither a broken download nor two AppHosts at once leave half of it.
/// </summary>
internal sealed class BundleFetcher(TimeProvider clock)
{
    private const string StagingPrefix = ".fetch-";
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(250);

    public async Task<AspireBundle> FetchAsync(string folder, ConsoleOutput console, CancellationToken cancellationToken)
    {
        string package = Package(folder);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(FetchTimeout);
        try
        {
            string parent = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"{folder} has no parent.");
            Directory.CreateDirectory(parent);
            using FileStream held = await LockAsync($"{folder}.lock", console, timeout.Token).ConfigureAwait(false);
            return AspireBundle.In(folder)
                ?? await FetchLockedAsync(parent, folder, package, console, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"it took more than {FetchTimeout.TotalMinutes:0} minutes", package, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unavailable(e.Message, package, folder);
        }
    }

    private static string Package(string folder)
    {
        string? architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            _ => null,
        };
        return OperatingSystem.IsLinux() && architecture is not null
            ? $"@microsoft/aspire-cli-linux-{architecture}@{AspireBundle.Version}"
            : throw Unavailable(
                $"{RuntimeInformation.RuntimeIdentifier} is not an operating system and architecture it is fetched for",
                $"@microsoft/aspire-cli-linux-x64@{AspireBundle.Version}",
                folder);
    }

    private static DistributedApplicationException Unavailable(string cause, string package, string folder) => new(
        $"""
        Aspire's engine {AspireBundle.Version} (DCP and dashboard) is not on this machine and could not be fetched: {cause}
        Ways to get it:
          - make this command work (it needs Node.js and the network), then start again: npm pack {package}
          - copy the folder {folder} from a machine that has it; FTW_CACHE=<folder> moves the cache elsewhere
          - point ASPIRE_DCP_PATH at a folder with dcp and ASPIRE_DASHBOARD_PATH at a file aspire-managed
        """);

    private async Task<FileStream> LockAsync(string path, ConsoleOutput console, CancellationToken cancellationToken)
    {
        using IDisposable progress = console.Progress("waiting for another AppHost that is fetching Aspire's engine", quiet: true);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockPoll, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<AspireBundle> FetchLockedAsync(
        string parent, string folder, string package, ConsoleOutput console, CancellationToken cancellationToken)
    {
        // Nobody else holds the lock, so these were left by a fetch that was killed.
        foreach (string left in Directory.EnumerateDirectories(parent, $"{StagingPrefix}*"))
        {
            Directory.Delete(left, recursive: true);
        }

        string staging = Directory.CreateDirectory(Path.Combine(parent, $"{StagingPrefix}{Environment.ProcessId}")).FullName;
        try
        {
            using (console.Progress($"fetching {package} with npm (128 MB, once)"))
            {
                CommandResult npm = await Command.RunAsync(
                    "npm",
                    ["pack", "--ignore-scripts", "--loglevel=error", "--fetch-timeout=60000", "--fetch-retries=2",
                        "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000", "--pack-destination", staging, package],
                    staging,
                    [],
                    cancellationToken).ConfigureAwait(false);
                string? archive = Directory.EnumerateFiles(staging, "*.tgz").FirstOrDefault();
                if (npm.ExitCode != 0 || archive is null)
                {
                    throw Unavailable($"npm ended with exit code {npm.ExitCode}. {npm.Gist}", package, folder);
                }

                await using FileStream file = File.OpenRead(archive);
                await using var gzip = new GZipStream(file, CompressionMode.Decompress);
                await TarFile.ExtractToDirectoryAsync(gzip, staging, overwriteFiles: true, cancellationToken).ConfigureAwait(false);
            }

            using (console.Progress("unpacking Aspire's engine (300 MB, once)"))
            {
                CommandResult setup = await Command.RunAsync(
                    Path.Combine(staging, "package", "bin", "aspire"),
                    ["setup"],
                    staging,
                    new()
                    {
                        ["ASPIRE_HOME"] = Path.Combine(staging, "home"),
                        ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
                        ["XDG_CACHE_HOME"] = Path.Combine(staging, "home"),
                    },
                    cancellationToken).ConfigureAwait(false);

                // Where it unpacks to depends on the layout around the binary; it is found by what it holds.
                string? unpacked = Directory.EnumerateDirectories(staging, "dcp", SearchOption.AllDirectories)
                    .Select(Path.GetDirectoryName).OfType<string>().FirstOrDefault(d => AspireBundle.In(d) is not null
                        && File.ResolveLinkTarget(d, returnFinalTarget: true) is null);
                if (setup.ExitCode != 0 || unpacked is null)
                {
                    throw Unavailable($"'aspire setup' ended with exit code {setup.ExitCode}. {setup.Gist}", package, folder);
                }

                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                Directory.Move(unpacked, folder);
            }
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }

        return AspireBundle.In(folder) ?? throw Unavailable($"{folder} is not complete", package, folder);
    }
}
