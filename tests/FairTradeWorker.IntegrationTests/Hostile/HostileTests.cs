using System.Collections.Concurrent;
using System.Text;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Hostile;

/// <summary>An API process of its own gets everything that should not be sent, and must be as well afterwards as before.</summary>
public sealed class HostileTests(Platform platform, HostileApi victim) : ApiTest(platform), IClassFixture<HostileApi>
{
    // Kestrel gives up a head after ten seconds and a slow body after five; the rest is for busy machines.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Whatever_is_sent_is_refused_and_the_process_lives_on()
    {
        var process = await victim.ProcessAsync();
        var wrong = new ConcurrentQueue<string>();
        var requests = HostileRequests.All.Concat(await BodiesAsync()).ToList();

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Token }, async (request, ct) =>
        {
            var answer = await ExchangeAsync(process, request.Bytes, ct);
            for (var again = 0; again < 3 && answer.Status == 0 && request.Expected.StartsWith("413", StringComparison.Ordinal); again++)
            {
                // The server closes while we still send; its reset may overtake the answer.
                answer = await ExchangeAsync(process, request.Bytes, ct);
            }

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

    [Fact]
    public async Task Whoever_is_slow_is_cut_off_and_keeps_nobody_waiting()
    {
        var process = await victim.ProcessAsync();
        const string Login = "POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        var slow = Enumerable.Repeat(("a head that never ends", "GET /v1/jobs HTTP/1.1\r\nX-Slow: ", "a", "408 bare"), 200)
            .Append(("a body by the byte", $"{Login}Content-Length: 1000\r\n\r\n", " ", "400 bad-request"))
            .Append(("a body that does not come", $"{Login}Content-Length: 1000\r\n\r\n", "", "400 bad-request"))
            .Append(("chunks without an end", $"{Login}Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", "400 bad-request"))
            .Append(("a chunk that does not come", $"{Login}Transfer-Encoding: chunked\r\n\r\nff\r\n", "", "400 bad-request"));

        var attacks = Task.WhenAll(slow.Select(async one => (Name: one.Item1, Expected: one.Item4, Answer: await DripAsync(process, one.Item2, one.Item3))));
        var served = 0;
        for (; !attacks.IsCompleted; served++)
        {
            using var raw = await RawHttp.ConnectAsync(process.Address, Token);
            Assert.Equal(200, await raw.SendAsync("GET /v1/trades HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", Token));
        }

        Assert.All(await attacks, one => Assert.Equal((one.Name, one.Expected), (one.Name, Describe(one.Answer))));
        Assert.True(served > 10, $"only {served} others were served");
        await IsWellAsync(process);
    }

    [Theory]
    [InlineData("Content-Length: 32505856")]
    [InlineData("Content-Length: 32505856\r\nExpect: 100-continue")]
    [InlineData("Content-Length: 262145")]
    public async Task What_is_announced_as_too_large_is_refused_before_any_of_it_was_read(string announcement)
    {
        var process = await victim.ProcessAsync();
        using var raw = await RawHttp.ConnectAsync(process.Address, Token);

        var head = $"POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{announcement}\r\n\r\n";
        var answer = await raw.ExchangeAsync(Encoding.ASCII.GetBytes(head), Token);

        Assert.Equal(("413 body-too-large", true), (Describe(answer), answer.IsLast));
    }

    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "ffffffffffffffffff\r\n")]
    [InlineData("Transfer-Encoding: chunked", "zz\r\n")]
    [InlineData("Content-Length: 2\r\nContent-Length: 40", "{}")]
    public async Task A_request_that_hides_behind_another_is_never_served(string framing, string body)
    {
        var process = await victim.ProcessAsync();
        using var raw = await RawHttp.ConnectAsync(process.Address, Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);

        await raw.WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{framing}\r\n\r\n" +
            $"{body}GET /v1/trades HTTP/1.1\r\nHost: x\r\n\r\n"), Token);
        var all = await raw.ReadToEndAsync(limit.Token);

        Assert.Equal(2, all.Split("HTTP/1.1 ").Length);
        Assert.StartsWith("HTTP/1.1 400", all, StringComparison.Ordinal);
    }

    private static async Task<RawAnswer> ExchangeAsync(AppProcess process, byte[] request, CancellationToken ct)
    {
        using var raw = await RawHttp.ConnectAsync(process.Address, ct);
        return await raw.ExchangeAsync(request, ct);
    }

    private static async Task<RawAnswer> DripAsync(AppProcess process, string head, string drop)
    {
        using var raw = await RawHttp.ConnectAsync(process.Address, Token);
        var answer = raw.ExchangeAsync(Encoding.ASCII.GetBytes(head), Token);
        while (!answer.IsCompleted && await raw.WriteAsync(Encoding.ASCII.GetBytes(drop), Token))
        {
            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), Token));
        }

        return await answer;
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
            where target.By is null || body.Body.Length < 2 * 1024 * 1024
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
