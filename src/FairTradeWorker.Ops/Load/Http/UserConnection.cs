using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace FairTradeWorker.Ops.Load.Http;

/// <summary>
/// The one connection of one simulated user: requests one after another over HTTP/1.1, opened when it is first needed
/// and again when the server has closed it.
/// </summary>
/// <remarks>
/// Not <see cref="HttpClient"/>: a simulated user needs one connection from an address of its own, a repetition that is
/// counted rather than hidden, and as little memory as possible between two requests. This keeps a receive buffer only
/// while an answer is awaited, and has no timer of its own: <see cref="GiveUpAfter"/> is asked from outside.
/// </remarks>
/// <param name="server">Where the API listens, without TLS.</param>
/// <param name="from">The local address to come from; null for what the system chooses.</param>
internal sealed class UserConnection(IPEndPoint server, IPAddress? from, TimeProvider clock) : IDisposable
{
    private const int UsualAnswer = 8 * 1024;
    private const int LongestAnswer = 4 * 1024 * 1024;

    private readonly AnswerReader reader = new();
    private Socket? socket;
    private byte[]? buffer;
    private int received;
    private long busySince;
    private volatile bool impatient;

    public int Status => reader.Status;

    /// <summary>What the last exchange brought, until <see cref="Release"/>.</summary>
    public ReadOnlySpan<byte> Body => buffer.AsSpan(0, received)[reader.Body];

    public bool IsOpen => socket is not null;

    /// <summary>How often a request was sent again because the server had closed the connection meanwhile.</summary>
    public int Repeats { get; private set; }

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="repeatable">Whether it may be sent again where the server hung up instead of answering.</param>
    /// <exception cref="SocketException">The server cannot be reached, or the connection broke.</exception>
    /// <exception cref="HungUpException">The server closed the connection without an answer.</exception>
    /// <exception cref="BadAnswerException">What came is no answer.</exception>
    /// <exception cref="PatienceException">Whoever watches gave up.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ExchangeAsync(ReadOnlyMemory<byte> request, bool repeatable)
    {
        Release();
        impatient = false;
        Volatile.Write(ref busySince, clock.GetTimestamp());
        var wasOpen = IsOpen;
        try
        {
            try
            {
                await TryAsync(request);
            }
            catch (HungUpException) when (wasOpen && repeatable && !impatient)
            {
                // The server ends idle connections, and all of them when it stops. Browsers do the same.
                Repeats++;
                await TryAsync(request);
            }
        }
        catch (Exception failure)
        {
            Release();
            throw impatient ? new PatienceException(failure) : failure;
        }
        finally
        {
            Volatile.Write(ref busySince, 0);
        }
    }

    /// <summary>Gives the buffer back; <see cref="Body"/> is gone then.</summary>
    public void Release()
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = null;
        }

        received = 0;
    }

    /// <summary>Breaks off an exchange that has taken longer. For another thread than the one that exchanges.</summary>
    public void GiveUpAfter(TimeSpan patience)
    {
        var since = Volatile.Read(ref busySince);
        if (since != 0 && clock.GetElapsedTime(since) > patience)
        {
            impatient = true;
            socket?.Dispose();
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TryAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            var open = socket ?? await ConnectAsync();
            await SendAsync(open, request);
            await ReceiveAsync(open);
            if (!reader.KeepsConnection)
            {
                Dispose();
            }
        }
        catch (Exception failure)
        {
            Dispose();
            throw failure switch
            {
                // Closed by GiveUpAfter.
                ObjectDisposedException => new HungUpException("The connection was closed here.", failure),
                SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } when received == 0 =>
                    new HungUpException("The server closed the connection instead of answering.", failure),
                _ => failure,
            };
        }
    }

    private async ValueTask<Socket> ConnectAsync()
    {
        socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(server);
        return socket;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[await socket.SendAsync(request, SocketFlags.None)..];
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveAsync(Socket socket)
    {
        reader.Reset();
        var bytes = buffer ??= ArrayPool<byte>.Shared.Rent(UsualAnswer);
        do
        {
            if (received == bytes.Length)
            {
                bytes = buffer = Larger(bytes);
            }

            var read = await socket.ReceiveAsync(bytes.AsMemory(received), SocketFlags.None);
            if (read == 0)
            {
                throw received == 0
                    ? new HungUpException("The server closed the connection instead of answering.")
                    : new BadAnswerException("The answer was cut off.");
            }

            received += read;
        }
        while (!reader.IsComplete(bytes.AsSpan(0, received)));
    }

    private static byte[] Larger(byte[] full)
    {
        if (full.Length >= LongestAnswer)
        {
            throw new BadAnswerException("The answer is too long.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
