using System.Net;
using System.Net.Sockets;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>Finds TCP ports on 127.0.0.1 that nothing listens on.</summary>
internal static class FreePort
{
    // Below the kernel's range for outgoing connections, so that a remembered port is not taken by chance.
    private const int First = 20_000;
    private const int End = 30_000;

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A random free port: two processes that search at once seldom meet.</summary>
    /// <exception cref="LocalServerException">Two hundred ports in a row were taken.</exception>
    public static int Any()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new LocalServerException($"No free TCP port found on 127.0.0.1 between {First} and {End}.");
    }
}
