using System.Collections.Concurrent;
using FairTradeWorker.IntegrationTests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.IntegrationTests.Shutdown;

public sealed class TelemetryTests(Platform platform) : ApiTest(platform)
{
    private readonly Platform platform = platform;

    [Fact]
    public async Task What_a_process_has_seen_last_is_exported_before_it_ends()
    {
        var exported = new ConcurrentQueue<byte[]>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (HttpContext http, string signal) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            exported.Enqueue(body.ToArray());
        });
        await collector.StartAsync(Token);
        await using var process = await AppProcess.StartAsync("FairTradeWorker.Api", new Dictionary<string, string>(platform.ApiEnvironment)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            // Nothing is exported by itself while this test lasts.
            ["OTEL_BSP_SCHEDULE_DELAY"] = "3600000",
        });
        await process.WaitUntilReadyAsync(Token);
        var trace = Guid.NewGuid();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(process.Address, "/v1/trades"));
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace:N}-00f067aa0ba902b7-01");
        using var answer = await http.SendAsync(request, Token);
        Assert.DoesNotContain(exported, body => Holds(body, trace));

        process.Terminate();

        Assert.Equal(0, await process.WaitForExitAsync(Token));
        Assert.Contains(exported, body => Holds(body, trace));
    }

    private static bool Holds(byte[] body, Guid trace) => body.AsSpan().IndexOf(trace.ToByteArray(bigEndian: true)) >= 0;
}
