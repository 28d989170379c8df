using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>A connection for requests that no well-behaved client library would send.</summary>
public sealed class RawHttp : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    private readonly TcpClient connection;
    private readonly NetworkStream stream;
    private readonly List<byte> read = [];

    private RawHttp(TcpClient connection) => (this.connection, stream) = (connection, connection.GetStream());

    public static async Task<RawHttp> ConnectAsync(Uri instance, CancellationToken ct)
    {
        var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(instance.Host, instance.Port, ct);
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends the text as UTF-8 and gives the status of the answer; 0 when the connection is closed without one.</summary>
    public async Task<int> SendAsync(string request, CancellationToken ct) =>
        (await ExchangeAsync(Encoding.UTF8.GetBytes(request), ct)).Status;

    /// <summary>
    /// Sends bytes and reads one answer, also while it still sends: a server may refuse before it has read everything.
    /// </summary>
    public async Task<RawAnswer> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        var sending = WriteAsync(request, ct);
        var answer = await ReadAsync(ct);
        if (answer.IsLast)
        {
            connection.Close();
        }

        await sending;
        return answer;
    }

    /// <summary>False when the server has closed the connection.</summary>
    public async Task<bool> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await stream.WriteAsync(bytes, ct);
            return true;
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>The next answer on this connection.</summary>
    public async Task<RawAnswer> ReadAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            return await ReadOneAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(RawAnswer.Hangs, Encoding.Latin1.GetString([.. read]), "", IsLast: true);
        }
    }

    /// <summary>Waits until the server closes the connection and gives what it sent before.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken ct)
    {
        while (await MoreAsync(ct))
        {
        }

        return Encoding.Latin1.GetString([.. read]);
    }

    public void Dispose() => connection.Dispose();

    private async Task<RawAnswer> ReadOneAsync(CancellationToken ct)
    {
        int end;
        while ((end = Encoding.Latin1.GetString([.. read]).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!await MoreAsync(ct))
            {
                return new(0, Encoding.Latin1.GetString([.. read]), "", IsLast: true);
            }
        }

        var head = Encoding.Latin1.GetString([.. read[..end]]);
        read.RemoveRange(0, end + 4);
        if (!head.StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            return new(0, head, "", IsLast: true);
        }

        var answer = new RawAnswer(int.Parse(head.Split(' ')[1], null), head, "", IsLast: false);
        var length = int.Parse(answer.Header("Content-Length") ?? "-1", null);
        var isChunked = answer.Header("Transfer-Encoding") == "chunked";
        while (isChunked ? !EndsWithLastChunk() : length < 0 || read.Count < length)
        {
            if (!await MoreAsync(ct))
            {
                break;
            }
        }

        var body = length < 0 ? [.. read] : read[..Math.Min(length, read.Count)];
        read.RemoveRange(0, body.Count);
        return answer with
        {
            Body = Encoding.UTF8.GetString([.. isChunked ? Unchunked(body) : body]),
            IsLast = answer.Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) is true,
        };
    }

    private static List<byte> Unchunked(List<byte> chunks)
    {
        var body = new List<byte>();
        while (chunks.IndexOf((byte)'\n') is > 0 and var end &&
            int.Parse(Encoding.ASCII.GetString([.. chunks[..end]]), NumberStyles.HexNumber | NumberStyles.AllowTrailingWhite, null) is > 0 and var size)
        {
            body.AddRange(chunks.GetRange(end + 1, size));
            chunks = chunks[(end + 1 + size + 2)..];
        }

        return body;
    }

    private bool EndsWithLastChunk() => read.Count >= 5 && Encoding.Latin1.GetString([.. read[^5..]]) == "0\r\n\r\n";

    private async Task<bool> MoreAsync(CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            var count = await stream.ReadAsync(buffer, ct);
            read.AddRange(buffer.AsSpan(0, count));
            return count > 0;
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}

/// <summary>What came back on a raw connection.</summary>
/// <param name="Status">0 when the connection was closed without an answer, or with something that is no HTTP/1.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="IsLast">The server has closed the connection, or says that it does.</param>
public sealed record RawAnswer(int Status, string Head, string Body, bool IsLast)
{
    /// <summary>The status of no answer within the time that a test waits for one.</summary>
    public const int Hangs = -1;

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    /// <summary>The problem's slug; null when the answer is none.</summary>
    public string? Slug => Header("Content-Type") == "application/problem+json" && Body.Split("\"/problems/") is [_, var rest]
        ? rest.Split('"')[0]
        : null;
}
