using System.Security.Cryptography;
using System.Text;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers;

/// <summary>Chooses the folder that local data lies in, and takes it for this process.</summary>
internal static class DataFolders
{
    private const string LockFile = "apphost.lock";

    /// <summary>
    /// FTW_DATA, else <c>.data</c> of the repository, else (when the service user cannot reach that, or it cannot be
    /// written) a folder of this user and repository in /var/tmp.
    /// </summary>
    public static async Task<string> ResolveAsync(
        LocalEnvironmentOptions options, ServiceUser? user, Action<string> progress, CancellationToken cancellationToken)
    {
        if (options.DataFolder is { } given)
        {
            var asked = Path.GetFullPath(given);
            Folders.Create(asked);
            return user is null || await user.CanReachAsync(asked, cancellationToken)
                ? asked
                : throw new LocalServerException(
                    $"The user '{user.Name}', which runs the servers because this process is root, cannot reach {asked}: a parent "
                    + "folder is closed to it. Set FTW_DATA to another folder, or open the parents (chmod o+x).");
        }

        var repository = Path.GetFullPath(options.RepositoryFolder);
        var preferred = PreferredOf(repository);
        try
        {
            if (user is null || await user.CanReachAsync(repository, cancellationToken))
            {
                Folders.Create(preferred);
                return preferred;
            }

            progress($"data: user '{user.Name}' cannot reach {repository}, so local data lies elsewhere");
        }
        catch (LocalServerException failure)
        {
            progress($"data: {failure.Message}");
        }

        var fallback = FallbackOf(repository);
        await Folders.CreateInSharedPlaceAsync(fallback, cancellationToken);
        return fallback;
    }

    /// <summary>Where <see cref="ResolveAsync"/> may have put the data of an earlier or another process.</summary>
    public static IReadOnlyList<string> Candidates(LocalEnvironmentOptions options)
    {
        var repository = Path.GetFullPath(options.RepositoryFolder);
        return options.DataFolder is { } given ? [Path.GetFullPath(given)] : [PreferredOf(repository), FallbackOf(repository)];
    }

    /// <exception cref="LocalServerException">Another process has it, or it is not this user's to write.</exception>
    public static FolderLock TakeOwnership(string folder)
    {
        try
        {
            return FolderLock.TryTake(Path.Combine(folder, LockFile), out var holder)
                ?? throw new LocalServerException(
                    $"The data folder {folder} is in use by another AppHost, process {holder}. Stop that one, or set FTW_DATA to another folder.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LocalServerException(
                $"The data folder {folder} cannot be written by user '{Environment.UserName}': {failure.Message} "
                + "Run as the user that made it, or set FTW_DATA to another folder.",
                failure);
        }
    }

    private static string PreferredOf(string repository) => Path.Combine(repository, ".data");

    private static string FallbackOf(string repository)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..12];
        return $"/var/tmp/fairtradeworker-{Environment.UserName}-{hash}";
    }

    public static void Delete(params string[] folders)
    {
        foreach (var folder in folders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
