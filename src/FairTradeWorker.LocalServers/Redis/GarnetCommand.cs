using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Garnet;
using Garnet.server;

namespace FairTradeWorker.LocalServers.Redis;

/// <summary>The command <c>garnet</c>: runs Microsoft Garnet until SIGTERM or SIGINT.</summary>
internal static class GarnetCommand
{
    public const string Name = "garnet";

    /// <summary>Runs the server; the exit code is 0 after a stop that was asked for.</summary>
    /// <exception cref="LocalServerException">An argument is missing or wrong, or the port is taken.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var port = 0;
        var memory = $"{RedisCommands.MemoryMegabytes}m";
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count
                ? arguments[i + 1]
                : throw new LocalServerException($"'{arguments[i]}' needs a value.");
            switch (arguments[i])
            {
                case "--port" when int.TryParse(value, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535:
                    break;
                case "--memory":
                    memory = value;
                    break;
                default:
                    throw new LocalServerException($"'{arguments[i]} {value}' is not understood; see --help.");
            }
        }

        return port == 0 ? throw new LocalServerException("--port is missing.") : await ServeAsync(port, memory);
    }

    private static async Task<int> ServeAsync(int port, string memory)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var server = new GarnetServer(Options(port, memory), null!, null!, true);
        try
        {
            server.Start();
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new LocalServerException($"Garnet cannot listen on 127.0.0.1:{port}: {failure.Message}", failure);
        }

        Console.WriteLine($"Garnet is ready on 127.0.0.1:{port} with {memory} of memory.");
        await stop.Task;
        Console.WriteLine("Garnet is stopping.");
        return 0;
    }

    private static GarnetServerOptions Options(int port, string memory) => new()
    {
        EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
        LogMemorySize = memory,
        PageSize = "1m",
        IndexMemorySize = "8m",
        EnableStorageTier = false,
        // Without transaction mode a script of several commands is not atomic: updates get lost.
        EnableLua = true,
        LuaTransactionMode = true,
        LuaOptions = new LuaOptions(LuaMemoryManagementMode.Native, "", Timeout.InfiniteTimeSpan, LuaLoggingMode.Enable, []),
        ExpiredKeyDeletionScanFrequencySecs = 5,
        QuietMode = true,
    };
}
