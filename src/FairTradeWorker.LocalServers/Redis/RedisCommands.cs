using System.Globalization;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Redis;

/// <summary>
/// Command lines of the servers that speak the Redis protocol. Both keep everything in memory within a bound, listen
/// on 127.0.0.1 only, and stop on SIGTERM by themselves.
/// </summary>
internal static class RedisCommands
{
    public const int MemoryMegabytes = 256;

    /// <summary>The kind that the user or this machine decides for, and why.</summary>
    /// <param name="asked">Value of FTW_REDIS: <c>redis-server</c>, <c>garnet</c>, or nothing.</param>
    /// <exception cref="LocalServerException">The kind asked for is unknown or not installed.</exception>
    public static (RedisServerKind Kind, string Reason) Choose(string? asked) => asked switch
    {
        null or "" => SearchPath.Find("redis-server") is { } found
            ? (RedisServerKind.Redis, $"{found}, found on PATH")
            : (RedisServerKind.Garnet, "Garnet, because redis-server is not on PATH"),
        "garnet" => (RedisServerKind.Garnet, "Garnet, asked for by FTW_REDIS"),
        "redis-server" => (RedisServerKind.Redis, $"{RedisProgram()}, asked for by FTW_REDIS"),
        _ => throw new LocalServerException($"FTW_REDIS is '{asked}'; it may be 'redis-server' or 'garnet'."),
    };

    public static Command Server(RedisServerKind kind, int port) => kind switch
    {
        // Everything in it can be made again, so the least recently used key goes when memory is full.
        RedisServerKind.Redis => new Command(
            RedisProgram(), "--port", Text(port), "--bind", "127.0.0.1", "--protected-mode", "yes", "--daemonize", "no",
            "--save", "", "--appendonly", "no", "--maxmemory", $"{MemoryMegabytes}mb", "--maxmemory-policy", "allkeys-lru"),
        _ => new Command(
            DotnetHost(), "exec", typeof(RedisCommands).Assembly.Location, GarnetCommand.Name, "--port", Text(port),
            "--memory", $"{MemoryMegabytes}m"),
    };

    private static string RedisProgram() => SearchPath.Find("redis-server") ?? throw new LocalServerException(
        "No redis-server on PATH. Any one of these helps:\n"
        + "  apt-get install redis-server        (or your system's package; the service need not run)\n"
        + "  FTW_REDIS=garnet                    the server that comes with this program\n"
        + "  ConnectionStrings__Redis=…          a server that already runs");

    /// <summary>The host that runs this process's own runtime, whatever program the process was started as.</summary>
    private static string DotnetHost()
    {
        var runtime = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
        var host = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        return File.Exists(host) ? host : SearchPath.Find("dotnet")
            ?? throw new LocalServerException($"No dotnet found beside {runtime} or on PATH to run Garnet with.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
