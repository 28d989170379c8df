using System.Globalization;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Redis;

/// <summary>Chooses the AppHost's Redis; it keeps nothing on disk but its port.</summary>
internal sealed class RedisPreparation(
    LocalEnvironmentOptions options, string folder, ServiceUser? user, Action<string> progress)
{
    private const int PreferredPort = 16379;

    public string Folder { get; } = folder;

    /// <summary>Stops the server of an earlier run whose orchestrator was killed; only this data folder's server.</summary>
    public async Task StopLeftOverAsync(CancellationToken cancellationToken)
    {
        if (await RedisLeftOver.StopAsync(Folder, cancellationToken) is { } pid)
        {
            progress($"redis: stopped process {pid}, which an earlier run had left running");
        }
    }

    public PreparedRedis Prepare()
    {
        Folders.Create(Folder);
        var (kind, reason) = RedisCommands.Choose(options.Redis);
        var port = RememberedPort.Choose("redis", Folder, PreferredPort, progress);
        // Root's Redis could be made to write root's files; Garnet runs from a folder only its builder may read.
        var command = RedisCommands.Server(kind, port).Through(kind == RedisServerKind.Redis ? user?.Prefix ?? [] : []);
        return new PreparedRedis(
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
            new LocalServerProcess("redis", Absolute(command.Program), Folder, command.Arguments, new Dictionary<string, string>(), port),
            $"redis: {reason}, {RedisCommands.MemoryMegabytes} MB in memory, 127.0.0.1:{port}");
    }

    private static string Absolute(string program) => Path.IsPathRooted(program) ? program : SearchPath.Find(program) ?? program;
}
