using System.Net.Sockets;
using System.Text;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>A connection for requests that no well-behaved client library would send.</summary>
public sealed class RawHttp : IDisposable
{
    private readonly TcpClient connection = new();

    private RawHttp()
    {
    }

    public static async Task<RawHttp> ConnectAsync(Uri instance, CancellationToken ct)
    {
        var raw = new RawHttp();
        await raw.connection.ConnectAsync(instance.Host, instance.Port, ct);
        return raw;
    }

    /// <summary>Sends the text as UTF-8 and gives the status of the answer; 0 when the connection is closed without one.</summary>
    public async Task<int> SendAsync(string request, CancellationToken ct)
    {
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        return await reader.ReadLineAsync(limit.Token) is { } line ? int.Parse(line.Split(' ')[1], null) : 0;
    }

    public void Dispose() => connection.Dispose();
}
