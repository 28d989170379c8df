namespace FairTradeWorker.LocalServers.Processes;

/// <summary>
/// A folder for one server of one test run, deleted with it. What a run that was killed left behind is stopped and
/// deleted by the next one: its lock went with its process.
/// </summary>
internal sealed class ThrowAwayFolder : IDisposable
{
    private static readonly string Root = $"/var/tmp/ftw-test-{Environment.UserName}";
    private static readonly SemaphoreSlim Sweeping = new(1, 1);
    private static readonly HashSet<string> Swept = [];

    private readonly FolderLock owner;

    private ThrowAwayFolder(string path, FolderLock owner) => (Path, this.owner) = (path, owner);

    public string Path { get; }

    /// <summary>Makes a folder; before the first one, stops what still runs in left-overs and deletes them.</summary>
    public static async Task<ThrowAwayFolder> CreateAsync(
        string kind, Func<string, CancellationToken, Task> stopLeftOver, CancellationToken cancellationToken)
    {
        await Folders.CreateInSharedPlaceAsync(Root, cancellationToken);
        var parent = System.IO.Path.Combine(Root, kind);
        Folders.Create(parent);
        await SweepOnceAsync(parent, stopLeftOver, cancellationToken);
        while (true)
        {
            var path = System.IO.Path.Combine(parent, System.IO.Path.GetRandomFileName());
            // The lock comes first: a folder that nobody holds is a left-over.
            if (FolderLock.TryTake(LockOf(path), out _) is { } owner)
            {
                Folders.Create(path);
                return new ThrowAwayFolder(path, owner);
            }
        }
    }

    public void Dispose()
    {
        Delete(Path);
        owner.Dispose();
    }

    private static async Task SweepOnceAsync(
        string parent, Func<string, CancellationToken, Task> stopLeftOver, CancellationToken cancellationToken)
    {
        await Sweeping.WaitAsync(cancellationToken);
        try
        {
            if (Swept.Contains(parent))
            {
                return;
            }

            foreach (var file in Directory.GetFiles(parent, "*.lock"))
            {
                using var abandoned = FolderLock.TryTake(file, out _);
                if (abandoned is not null)
                {
                    var path = file[..^".lock".Length];
                    await stopLeftOver(path, cancellationToken);
                    Delete(path);
                }
            }

            Swept.Add(parent);
        }
        finally
        {
            Sweeping.Release();
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        FolderLock.Delete(LockOf(path));
    }

    private static string LockOf(string path) => path + ".lock";
}
