using System.Net.Sockets;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Shutdown;

/// <summary>SIGTERM to real processes under load: nobody who asked goes without an answer.</summary>
[Collection(BreakableCollection.Name)]
public sealed class DrainTests(BreakablePlatform platform, ITestOutputHelper output) : ApiTest(platform)
{
    private const int Clients = 8;
    private const int Messages = 60;

    [Fact]
    public async Task Replicas_that_are_stopped_in_turn_under_load_lose_no_request()
    {
        var homeowners = await Task.WhenAll(Enumerable.Range(0, Clients).Select(Api.Crowd.HomeownerAsync));
        await using var replicas = new ReadyReplicas(Api, count: 2);
        await UntilAsync(() => Task.FromResult(replicas.IsReady(0) && replicas.IsReady(1)), "both replicas are ready");
        var load = new SteadyLoad(Api, replicas, homeowners);
        var exitCodes = new List<int>();
        for (var number = 0; number < 2; number++)
        {
            var before = load.Answered;
            await UntilAsync(() => Task.FromResult(load.Answered > before + 100), "the load is on");
            platform.Processes[number].Terminate();
            exitCodes.Add(await platform.Processes[number].WaitForExitAsync(Token));
            await platform.StartAgainAsync(number);
            await UntilAsync(() => Task.FromResult(replicas.IsReady(number)), "the replica is back");
        }

        var failures = await load.EndAsync();
        output.WriteLine($"{load.Answered} requests answered, {failures.Count} lost; exit codes {string.Join(" and ", exitCodes)}; "
            + $"not ready seen {replicas.Refusals(0)} and {replicas.Refusals(1)} times, Connection: close {load.Farewells(0)} and {load.Farewells(1)} times");
        output.WriteLine(string.Join('\n', failures.Take(3)));
        Assert.Empty(failures);
        Assert.Equal([0, 0], exitCodes);
        Assert.All([0, 1], number => Assert.True(replicas.Refusals(number) > 0, $"Replica {number} never said that it is not ready."));
        Assert.All([0, 1], number => Assert.True(load.Farewells(number) > 0, $"Replica {number} never ended a connection by its answer."));
    }

    [Fact]
    public async Task A_request_under_way_is_finished_although_the_port_has_closed()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner);
        Task<Answer> cancelling;
        await using (await Rows.HoldAsync("select from jobs where id = $1 for update", Guid.Parse(jobId)))
        {
            cancelling = Api.SendAsync(Call.Post($"/v1/jobs/{jobId}/cancel", owner, new { }).On(0));
            await UntilAsync(async () => await Rows.ScalarAsync<long>("select count(*) from pg_locks where not granted") > 0,
                "the request waits for the row");
            platform.Processes[0].Terminate();
            await UntilAsync(async () => !await AcceptsAsync(Api.Instance(0)), "the port is closed");
            Assert.False(cancelling.IsCompleted);
        }

        Assert.Equal("cancelled", (await cancelling).Is(200).TextOf("status"));
        Assert.Equal(0, await platform.Processes[0].WaitForExitAsync(Token));
        await platform.StartAgainAsync(0);
    }

    [Fact]
    public async Task Streams_are_told_to_come_back_those_opened_while_the_replica_drains_too()
    {
        var (person, another) = (await Api.Crowd.HomeownerAsync(0), await Api.Crowd.HomeownerAsync(1));
        using var http = new HttpClient { BaseAddress = Api.Instance(0) };
        using var before = await OpenAsync(http, person);
        platform.Processes[0].Terminate();
        using var ready = new HttpClient { BaseAddress = Api.Instance(0) };
        await UntilAsync(async () => (int)(await ready.GetAsync(new Uri("/health/ready", UriKind.Relative), Token)).StatusCode == 503, "it drains");
        using var meanwhile = await OpenAsync(http, another);

        foreach (var stream in new[] { before, meanwhile })
        {
            // A browser comes back to no answer of another type.
            Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
            Assert.Matches(@"(^|\n)retry: [1-9]000\n\n$", await stream.Content.ReadAsStringAsync(Token));
        }

        Assert.Equal(0, await platform.Processes[0].WaitForExitAsync(Token));
        await platform.StartAgainAsync(0);
    }

    [Fact]
    public async Task A_stopped_worker_finishes_what_it_is_at_and_gives_the_rest_back()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var conversation = await Api.TalkAsync(owner, contractor);
        await UntilAsync(async () => await PendingAsync() == 0, "the outbox is empty");
        await using (await Rows.HoldAsync("select from user_event_counters where user_id = $1 for update", Guid.Parse(owner.Id)))
        {
            Assert.All(await Race.RunAsync(Messages, i => Api.SayAsync(contractor, conversation, $"message {i}")), said => said.Is(201));
            await UntilAsync(async () => await LeasedAsync() > 1, "the worker has taken messages");
            platform.Worker.Terminate();
            await UntilAsync(async () => !await AcceptsAsync(platform.Worker.Address), "the worker is stopping");
        }

        Assert.Equal(0, await platform.Worker.WaitForExitAsync(Token));
        Assert.Equal(0L, await LeasedAsync());
        Assert.InRange(await PendingAsync(), 1, Messages - 1);
        await platform.StartWorkerAgainAsync();
        await UntilAsync(async () => await PendingAsync() == 0, "the next worker does the rest at once");
    }

    private Task<long> PendingAsync() => Rows.ScalarAsync<long>("select count(*) from outbox_messages where dead_at is null");

    private Task<long> LeasedAsync() => Rows.ScalarAsync<long>("select count(*) from outbox_messages where lease_token is not null");

    private static Task<HttpResponseMessage> OpenAsync(HttpClient http, Person by)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me/stream");
        request.Headers.Authorization = new("Bearer", by.AccessToken);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private static async Task<bool> AcceptsAsync(Uri address)
    {
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(address.Host, address.Port, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
