using FairTradeWorker.IntegrationTests.Crashes.Invariants;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.Ops.Check;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>
/// SIGKILL while twenty people work: afterwards the clients' own logs and the database must agree on every write, and
/// the database must keep every rule.
/// </summary>
[Collection(BreakableCollection.Name)]
public sealed class CrashTests(BreakablePlatform platform, ITestOutputHelper output) : ApiTest(platform)
{
    private const int Before = 150;
    private const int Meanwhile = 80;
    private const int After = 150;

    [Fact]
    public Task A_killed_api_replica_loses_nothing() => SurviveAsync("kill -9 of an API replica", async crowd =>
    {
        await platform.Processes[0].KillAsync(Token);
        await crowd.WriteAsync(Meanwhile);
        await platform.StartAgainAsync(0);
        return "";
    });

    [Fact]
    public Task A_killed_worker_loses_nothing() => SurviveAsync("kill -9 of the Worker", async crowd =>
    {
        var leased = await KillInTheMiddleOfAMessageAsync(() => platform.Worker.KillAsync(Token));
        await crowd.WriteAsync(Meanwhile);
        // A minute passes, after which what it had taken counts as abandoned.
        await Rows.ExecuteAsync("update outbox_messages set leased_until = now() where lease_token is not null");
        await platform.StartWorkerAgainAsync();
        return $"; it died with {leased} messages in its hands";
    });

    [Fact]
    public Task A_killed_PostgreSQL_loses_nothing() => SurviveAsync("kill -9 of PostgreSQL, postmaster and children", async crowd =>
    {
        Assert.Equal("on on on", await Rows.ScalarAsync<string>(
            "select current_setting('fsync') || ' ' || current_setting('synchronous_commit') || ' ' || current_setting('full_page_writes')"));
        var leased = await KillInTheMiddleOfAMessageAsync(() => platform.Postgres.KillAsync(Token));
        await crowd.FailAsync(Meanwhile);
        await platform.Postgres.StartAgainAsync(Token);
        Rows.Reconnect();
        return $"; it ran with fsync and synchronous_commit on, and the Worker had {leased} messages in its hands";
    });

    private async Task SurviveAsync(string crash, Func<Crowded, Task<string>> killAndStartAgainAsync)
    {
        var crowd = await Crowded.StartAsync(Api);
        await crowd.WriteAsync(Before);
        var note = await killAndStartAgainAsync(crowd);
        await crowd.WriteAsync(After);
        await crowd.EndAsync();
        await UntilAsync(async () => await Rows.ScalarAsync<long>(
            "select count(*) from outbox_messages where type <> 'nobody.knows' or dead_at is null") == 0, "everything is told");
        await Rows.ExecuteAsync("delete from outbox_messages where type = 'nobody.knows'");

        var findings = await JudgeAsync(crowd);
        output.WriteLine($"{crash}{note}: {crowd.History}");
        output.WriteLine(FindingTable.Render(findings));
        Assert.All(findings, finding => Assert.True(finding.Holds, $"{finding.Name}: {string.Join("; ", finding.Broken.Take(5))}"));
        Assert.True(crowd.History.Acknowledged > Before + After, "Too little was done for the findings to mean anything.");
    }

    private async Task<IReadOnlyList<Finding>> JudgeAsync(Crowded crowd)
    {
        var history = crowd.History;
        await using var dataSource = NpgsqlDataSource.Create(platform.Postgres.ConnectionString());
        return
        [
            Answers.AllCame(history), Answers.NoneWasAFailure(history),
            .. await AcknowledgedWrites.JudgeAsync(history, Rows, crowd.Planted),
            await AcknowledgedMoves.JudgeAsync(history, Rows),
            await Replies.JudgeAsync(history, Api),
            Reads.Monotonic(history), Reads.StatesGoForward(history),
            .. await DatabaseCheck.RunAsync(dataSource, atRest: true, Token),
        ];
    }

    // The Worker is at a message whose handler waits for a table that this test holds, and has taken more.
    private async Task<long> KillInTheMiddleOfAMessageAsync(Func<Task> killAsync)
    {
        await using (await Rows.HoldAsync("lock table user_event_counters in exclusive mode"))
        {
            var leased = 0L;
            await UntilAsync(async () => (leased = await LeasedAsync()) > 1, "the worker has taken messages");
            await killAsync();
            return leased;
        }
    }

    private Task<long> LeasedAsync() => Rows.ScalarAsync<long>("select count(*) from outbox_messages where lease_token is not null");
}
