namespace FairTradeWorker.LocalServers.Processes;

/// <summary>Folders that are made whole or not at all: filled under a temporary name, then renamed.</summary>
internal static class Folders
{
    private const string TemporaryPrefix = ".making-";

    /// <summary>Makes a folder that others may search but only its owner may list or change.</summary>
    /// <exception cref="LocalServerException">It cannot be made here.</exception>
    public static void Create(string folder)
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            if (Directory.Exists(folder))
            {
                return;
            }

            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, mode);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LocalServerException(
                $"The folder {folder} cannot be made ({failure.Message}). Name a writable one with FTW_DATA (or FTW_CACHE for downloads).", failure);
        }
    }

    /// <summary>Makes a folder in a place where others may make folders too, and refuses one that is theirs.</summary>
    public static async Task CreateInSharedPlaceAsync(string folder, CancellationToken cancellationToken)
    {
        Create(folder);
        var owned = await CommandRunner.RunAsync(new Command("test", "-O", folder), TimeSpan.FromSeconds(10), cancellationToken);
        if (!owned.Succeeded)
        {
            throw new LocalServerException($"The folder {folder} belongs to another user. Remove it, or name another one with FTW_DATA or FTW_CACHE.");
        }
    }

    /// <summary>Writes a file that only its owner may read: <paramref name="owner"/>, or the caller when that is null.</summary>
    public static async Task WriteSecretAsync(
        string path, string content, ServiceUser? owner, CancellationToken cancellationToken)
    {
        var own = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var writer = new StreamWriter(own, options))
        {
            await writer.WriteAsync(content.AsMemory(), cancellationToken);
        }

        if (owner is not null)
        {
            await owner.GiveAsync(own, cancellationToken);
        }

        File.Move(own, path, overwrite: true);
    }

    public static string Temporary(string parent)
    {
        var folder = Path.Combine(parent, TemporaryPrefix + Path.GetRandomFileName());
        Create(folder);
        return folder;
    }

    /// <summary>Temporary folders that an interrupted run left behind.</summary>
    public static IReadOnlyList<string> TemporaryIn(string parent) =>
        Directory.Exists(parent) ? Directory.GetDirectories(parent, TemporaryPrefix + "*") : [];

    public static void SweepTemporary(string parent)
    {
        foreach (var folder in TemporaryIn(parent))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
