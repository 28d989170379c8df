using System.Net.Sockets;
using FairTradeWorker.LocalServers.Docker;

namespace FairTradeWorker.IntegrationTests.LocalServers;

public sealed class DockerEngineTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_socket_that_is_not_there_is_no_engine() =>
        Assert.False(await DockerEngine.AnswersAsync(new Uri("unix://" + path), Token));

    [Fact]
    public async Task An_engine_that_answers_the_ping_is_one()
    {
        using var engine = Listen();
        var serving = Task.Run(
            async () =>
            {
                using var client = await engine.AcceptAsync(Token);
                var request = new byte[4096];
                await client.ReceiveAsync(request, Token);
                Assert.StartsWith("GET /_ping", System.Text.Encoding.ASCII.GetString(request), StringComparison.Ordinal);
                await client.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"u8.ToArray(), Token);
            },
            Token);
        Assert.True(await DockerEngine.AnswersAsync(new Uri("unix://" + path), Token));
        await serving;
    }

    [Fact]
    public async Task An_engine_that_is_mute_is_given_up_after_two_seconds()
    {
        using var engine = Listen();
        var asking = DockerEngine.AnswersAsync(new Uri("unix://" + path), Token);
        Assert.False(await asking.WaitAsync(TimeSpan.FromSeconds(8), Token));
    }

    public void Dispose() => File.Delete(path);

    private Socket Listen()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen(1);
        return socket;
    }
}
