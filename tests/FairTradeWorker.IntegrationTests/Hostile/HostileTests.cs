using System.Collections.Concurrent;
using System.Text;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Hostile;

/// <summary>An API process of its own gets everything that should not be sent, and must be as well afterwards as before.</summary>
public sealed class HostileTests(Platform platform) : ApiTest(platform)
{

    private readonly Platform platform = platform;

    [Fact]
    public async Task Whatever_is_sent_is_refused_and_the_process_lives_on()
    {
        await using var process = await StartAsync();
        var wrong = new ConcurrentQueue<string>();
        var requests = HostileRequests.All.Concat(await BodiesAsync()).ToList();

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Token }, async (request, ct) =>
        {
            using var raw = await RawHttp.ConnectAsync(process.Address, ct);
            var answer = await raw.ExchangeAsync(request.Bytes, ct);
            if (Describe(answer) != request.Expected)
            {
                wrong.Enqueue($"{request.Name}: {Describe(answer)} instead of {request.Expected}\n{answer.Head}\n{answer.Body}");
            }
            else if (!request.Expected.EndsWith("bare", StringComparison.Ordinal) && answer.Status > 0 && answer.Header("X-Content-Type-Options") != "nosniff")
            {
                wrong.Enqueue($"{request.Name}: no security headers");
            }
        });

        Assert.InRange(requests.Count, 150, 1_000);
        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong));
        await IsWellAsync(process);
    }

    private async Task<AppProcess> StartAsync()
    {
        var process = await AppProcess.StartAsync("FairTradeWorker.Api", platform.ApiEnvironment);
        await process.WaitUntilReadyAsync(Token);
        return process;
    }

    private async Task<IEnumerable<HostileRequest>> BodiesAsync()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        return
            from target in ((string Line, Person? By)[])
            [
                ("POST /v1/auth/login", null), ("POST /v1/jobs", owner), ($"PATCH /v1/jobs/{jobId}", owner),
                ($"POST /v1/jobs/{jobId}/cancel", owner), ($"POST /v1/jobs/{jobId}/bids", contractor),
            ]
            from body in HostileRequests.Bodies
            let head = $"{target.Line} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIf-Match: *\r\nContent-Length: {body.Body.Length}\r\n" +
                $"{(target.By is null ? "" : $"Authorization: Bearer {target.By.AccessToken}\r\n")}Connection: close\r\n\r\n"
            select new HostileRequest($"{body.Name} to {target.Line}", body.Expected, [.. Encoding.Latin1.GetBytes(head), .. body.Body]);
    }

    private static string Describe(RawAnswer answer) => answer.Status switch
    {
        RawAnswer.Hangs => "hangs",
        0 => answer.Head.Length == 0 ? "closed" : "no HTTP/1",
        < 300 => $"{answer.Status} ok",
        _ when answer.Slug is { } slug => $"{answer.Status} {slug}",
        _ => answer.Body.Length == 0 ? $"{answer.Status} bare" : $"{answer.Status} {answer.Body}",
    };

    private static async Task IsWellAsync(AppProcess process)
    {
        Assert.False(process.HasExited, process.Output);
        using var raw = await RawHttp.ConnectAsync(process.Address, Token);
        Assert.Equal("Healthy", (await raw.ExchangeAsync("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Token)).Body);
        Assert.True(process.Errors.Count == 0, string.Join("\n", process.Errors.Take(5)));
    }
}
