using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Orchestration;

namespace FairTradeWorker.Tests.AspireLite;

public sealed class DcpTests
{
    private static readonly Kubeconfig Config = new(new Uri("https://127.0.0.1:1"), "t0ken");

    [Fact]
    public void The_kubeconfig_yields_server_and_token()
    {
        var config = Kubeconfig.Parse("""
            apiVersion: v1
            clusters:
            - cluster:
                server: https://127.0.0.1:45495
              name: apiserver
            users:
            - name: user
              user:
                token: "abc123"
            """);
        Assert.Equal(new Kubeconfig(new Uri("https://127.0.0.1:45495"), "abc123"), config);
    }

    [Fact]
    public void A_kubeconfig_without_a_token_is_refused() =>
        Assert.Throws<DistributedApplicationException>(() => Kubeconfig.Parse("server: https://127.0.0.1:1"));

    [Fact]
    public async Task Delete_returns_only_when_the_object_is_gone()
    {
        var codes = new Queue<HttpStatusCode>([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound]);
        using var handler = new Recorder(codes);
        using var client = new DcpClient(handler, Config, TimeProvider.System);
        await client.DeleteAsync("executables", "a", TestContext.Current.CancellationToken);
        Assert.Equal(["DELETE", "GET", "GET", "GET"], handler.Requests.Select(r => r.Method.Method));
    }

    [Fact]
    public async Task A_merge_carries_the_token_and_exactly_the_media_type_that_dcp_takes()
    {
        using var handler = new Recorder(new([HttpStatusCode.OK]));
        using var client = new DcpClient(handler, Config, TimeProvider.System);
        await client.MergeAsync("executables", "a", [], TestContext.Current.CancellationToken);
        Assert.Equal("Bearer t0ken", handler.Requests[0].Headers.Authorization?.ToString());
        Assert.Equal("application/merge-patch+json", handler.ContentTypes[0]);
    }

    [Fact]
    public async Task A_watch_of_a_dead_dcp_fails_and_does_not_spin_for_ever()
    {
        using var handler = new Recorder([]);
        using var client = new DcpClient(handler, Config, TimeProvider.System);
        await Assert.ThrowsAsync<DcpGoneException>(async () =>
        {
            await foreach (DcpEvent _ in client.WatchAsync("executables", TestContext.Current.CancellationToken))
            {
                Assert.Fail("There was nothing to see.");
            }
        });
    }

    [Theory]
    [InlineData("", null, "Starting")]
    [InlineData("Running", null, "Running")]
    [InlineData("Finished", 0, "Finished")]
    [InlineData("Finished", -1, "Finished")]
    [InlineData("Finished", 3, "Exited")]
    [InlineData("Terminated", 137, "Exited")]
    [InlineData("FailedToStart", null, "FailedToStart")]
    [InlineData("Nonsense", null, "Unknown")]
    public void States_are_told_in_the_dashboards_words(string state, int? exitCode, string expected) =>
        Assert.Equal(expected, DcpStatus.MapState(state, exitCode));

    [Fact]
    public async Task Of_two_probes_of_one_check_the_later_is_right()
    {
        using var model = new RunningModel();
        model.AddWeb("api").WithHttpEndpoint().WithHttpHealthCheck("/health");
        await model.StartAsync();
        ResourceSnapshot snapshot = await model.UntilAsync("api", ResourceStates.Running);
        JsonObject status = FakeDcp.Running();
        status["healthProbeResults"] = new JsonArray(
            new JsonObject { ["probeName"] = "probe0-startup", ["outcome"] = "Success", ["timestamp"] = "2026-01-01T00:00:01Z" },
            new JsonObject { ["probeName"] = "probe0", ["outcome"] = "Failure", ["timestamp"] = "2026-01-01T00:00:11Z", ["reason"] = "503" });
        ResourceSnapshot after = DcpStatus.Apply(snapshot, status, ["check"]);
        Assert.Equal((false, "503"), (after.Health["check"].Healthy, after.Health["check"].Description));
    }

    private sealed class Recorder(Queue<HttpStatusCode> codes) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        public List<string?> ContentTypes { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            ContentTypes.Add(request.Content?.Headers.ContentType?.ToString());
            return codes.TryDequeue(out HttpStatusCode code)
                ? Task.FromResult(new HttpResponseMessage(code))
                : throw new HttpRequestException("Connection refused");
        }
    }
}
