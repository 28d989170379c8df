using System.Net.Sockets;

namespace FairTradeWorker.LocalServers.Docker;

/// <summary>The local container engine. A docker client on PATH says nothing about one, so the engine is asked.</summary>
public static class DockerEngine
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>True when the engine that DOCKER_HOST or the usual socket names answers a ping within 2 seconds.</summary>
    public static Task<bool> AnswersAsync(CancellationToken cancellationToken = default) =>
        AnswersAsync(
            new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } given ? given : "unix:///var/run/docker.sock"),
            cancellationToken);

    internal static async Task<bool> AnswersAsync(Uri host, CancellationToken cancellationToken)
    {
        if (host.Scheme == "unix" && !File.Exists(host.AbsolutePath))
        {
            return false;
        }

        using var handler = new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(host, token) };
        using var client = new HttpClient(handler) { Timeout = Limit };
        try
        {
            using var answer = await client.GetAsync(new Uri("http://docker/_ping"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(Uri host, CancellationToken cancellationToken)
    {
        var local = host.Scheme == "unix";
        var socket = local
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await (local
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(host.AbsolutePath), cancellationToken)
                : socket.ConnectAsync(host.Host, host.Port, cancellationToken));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
