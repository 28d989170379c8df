using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>infrastructure/container/healthy.sh, which is an image's health check.</summary>
public sealed class HealthyScriptTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task It_is_content_with_a_ready_process_and_with_nothing_else()
    {
        Assert.Equal(0, await RunAsync(Api.Instance(0).Port));
        Assert.NotEqual(0, await RunAsync(FreePort.Any()));
    }

    [Theory]
    [InlineData("503 Service Unavailable", false)]
    [InlineData("404 Not Found", false)]
    [InlineData("200 OK", true)]
    public async Task It_looks_at_the_status(string status, bool good)
    {
        using var server = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        server.Start();
        var run = RunAsync(((System.Net.IPEndPoint)server.LocalEndpoint).Port);
        using var client = await server.AcceptTcpClientAsync(Token);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"), Token);

        Assert.Equal(good, await run == 0);
    }

    private static async Task<int> RunAsync(int port)
    {
        var command = new Command("env", $"ASPNETCORE_HTTP_PORTS={port}", Require.Program("bash"), Files.Of("infrastructure/container/healthy.sh"));
        return (await CommandRunner.RunAsync(command, TimeSpan.FromSeconds(30), Token)).ExitCode;
    }
}
