using System.Diagnostics;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.Ops.Check;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Ops;

/// <summary>The check of a database: silent on what the API made, and loud on each kind of damage that is planted.</summary>
[Collection(BreakableCollection.Name)]
public sealed class CheckTests(BreakablePlatform platform) : ApiTest(platform)
{
    // Each makes one damage to the scene of this test, and names the invariants that must find it. $job, $bid, $loser,
    // $talk, $owner and $winner stand for ids.
    public static TheoryData<string, string, string> Damages => new()
    {
        { "a lost job", "set session_replication_role = replica; delete from jobs where id = $job", "agreed terms, one effect, events of something, messages of members" },
        { "a lost bid", "set session_replication_role = replica; delete from bids where id = $loser", "live bids, one effect, events of something" },
        { "a lost agreement", "delete from agreements where job_id = $job", "agreed terms, one effect" },
        { "a second accepted bid", "drop index ux_bids_one_accepted_per_job; update bids set status = 'accepted' where id = $loser", "one award, agreed terms" },
        { "an award without a bid", "update bids set status = 'not_selected' where id = $bid", "one award, agreed terms" },
        { "an accepted bid on an open job", "update bids set status = 'accepted' where job_id = $open", "one award, agreed terms, live bids" },
        { "another amount", "update agreements set amount_cents = 1, total_cents = 1 + platform_fee_cents where job_id = $job", "agreed terms" },
        { "a miscounted bid", "update jobs set bid_count = bid_count + 1 where id = $open", "live bids" },
        { "a live bid on a closed job", "update bids set status = 'submitted' where id = $loser", "live bids" },
        { "a second live bid", "drop index ux_bids_one_live_per_contractor; insert into bids select (jsonb_populate_record(b, jsonb_build_object('id', gen_random_uuid()))).* from bids b where b.job_id = $open", "live bids" },
        { "a key without an answer", "update idempotency_records set status = 0 where headers like '%' || $job::text || '%'", "keys answered" },
        { "a second key for one effect", "insert into idempotency_records select user_id, key || '2', fingerprint, status, headers, body, created_at from idempotency_records where headers like '%/jobs/' || $job::text || '%'", "one effect" },
        { "a lost message", "delete from messages where conversation_id = $talk and sequence = 2", "messages numbered, events of something" },
        { "a lost last message", "delete from messages where conversation_id = $talk and sequence = 3", "messages numbered, events of something" },
        { "a message sent twice", "drop index ux_messages_client_message_id; update messages set client_message_id = 'twice' where conversation_id = $talk", "messages numbered" },
        { "a stranger's message", "update messages set sender_id = $loser_id where conversation_id = $talk and sequence = 1", "messages of members" },
        { "a talk without a bid", "update conversations set contractor_id = $owner where id = $talk", "messages of members" },
        { "a lost event", "delete from user_events where user_id = $owner and data::json -> 'message' ->> 'sequence' = '2'", "streams, message events" },
        { "an event told twice", "insert into user_events select user_id, (select max(sequence) + 1 from user_events where user_id = $owner), type, data, occurred_at from user_events where user_id = $owner and data::json -> 'message' ->> 'sequence' = '3' limit 1", "streams, message events" },
        { "a job's state that was never told", "update jobs set status = 'in_progress', version = version + 1 where id = $job", "job events" },
        { "a job that nobody heard of", "delete from user_events where type = 'job.moved' and data::json ->> 'jobId' = $open::text", "job events" },
        { "a change of a bid that was never told", "update bids set version = version + 1 where id = $bid", "bid events" },
        { "a job that went back", "update user_events set data = replace(data, 'awarded', 'completed') where user_id = $owner and data::json ->> 'jobId' = $job::text", "no way back" },
        { "moves told in the wrong order", "update user_events set sequence = -sequence where user_id = $owner and type = 'job.moved' and data::json ->> 'jobId' = $job::text", "no way back" },
        { "messages told in the wrong order", "update user_events set sequence = -sequence where user_id = $winner and type = 'message.sent'", "message events" },
        { "an event of a version that is not there", "update bids set version = version - 1 where id = $bid", "bid events, events of something" },
        { "a dead letter", "insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts, dead_at) values ($job, $job, 'nobody.knows', '{}', now(), now(), 3, now())", "no dead letters" },
        { "work left in the outbox", "insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts) values ($job, $job, 'nobody.knows', '{}', now(), now(), 0)", "outbox empty" },
        { "a changed audit entry", "alter table audit_entries disable trigger all; update audit_entries set reason = 'another' where sequence = 1", "audit chain" },
        { "a lost audit entry", "alter table audit_entries disable trigger all; delete from audit_entries where sequence = 1", "audit chain" },
        { "an audit entry of another chain", "alter table audit_entries disable trigger all; update audit_entries set previous_hash = sha256('x') where sequence = 2", "audit chain" },
    };

    // Made once: the damages are rolled back, and the tests of this collection run one after the other.
    private static Task<(string Name, string Id)[]>? scene;

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_planted_damage_is_found(string damage, string sql, string found)
    {
        var ids = await (scene ??= SetSceneAsync());
        await using var dataSource = NpgsqlDataSource.Create(platform.Postgres.ConnectionString(role: PostgresRole.Superuser));
        await using var connection = await dataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var before = await BrokenAsync(connection);
        Assert.True(before.Count == 0, $"The check found, before anything was damaged: {string.Join("; ", before.Values)}");

        await using (var planting = new NpgsqlCommand(ids.Aggregate(sql, (text, id) => text.Replace($"${id.Name}", $"'{id.Id}'::uuid", StringComparison.Ordinal)), connection))
        {
            Assert.True(await planting.ExecuteNonQueryAsync(Token) > 0, $"{damage} was not planted.");
        }

        var after = await BrokenAsync(connection);
        foreach (var invariant in found.Split(", "))
        {
            Assert.True(after.ContainsKey(invariant), $"{damage}: '{invariant}' found nothing; found were {string.Join("; ", after.Select(pair => $"{pair.Key}: {pair.Value}"))}");
        }
    }

    [Fact]
    public async Task The_command_ends_with_0_on_a_whole_database_with_1_on_a_damaged_one_and_with_2_on_none()
    {
        var open = Guid.Parse((await (scene ??= SetSceneAsync())).Single(id => id.Name == "open").Id);
        var connection = platform.Postgres.ConnectionString();
        var whole = await RunAsync("--at-rest", "--connection", connection);
        Assert.True(whole.ExitCode == 0, whole.Output);

        await Rows.ExecuteAsync("update jobs set bid_count = bid_count + 1 where id = $1", open);
        var damaged = await RunAsync("--connection", connection);
        await Rows.ExecuteAsync("update jobs set bid_count = bid_count - 1 where id = $1", open);
        Assert.Equal(1, damaged.ExitCode);
        Assert.Matches(@"live bids: .*\n  job [0-9a-f-]{36} \(open\) counts 2 bids\n", damaged.Output);

        Assert.Equal(2, (await RunAsync("--connection", "Host=127.0.0.1;Port=1;Username=nobody;Password=none;Database=none")).ExitCode);
    }

    private static async Task<Dictionary<string, string>> BrokenAsync(NpgsqlConnection connection) =>
        (await DatabaseCheck.RunAsync(connection, atRest: true, Token)).Where(finding => !finding.Holds)
        .ToDictionary(finding => finding.Name, finding => string.Join(", ", finding.Broken.Take(3)));

    // An awarded job with a rival bid and a talk of three messages, an open job with a bid, and two audited acts.
    private async Task<(string Name, string Id)[]> SetSceneAsync()
    {
        var (owner, winner, loser, boss) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync(0), await Api.Crowd.ContractorAsync(1), await Api.Crowd.OperatorAsync());
        var job = (await Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job()).WithKey())).Is(201).Id;
        var bid = (await Api.SendAsync(Call.Post($"/v1/jobs/{job}/bids", winner, Market.Bid()).WithKey())).Is(201).Id;
        var rival = (await Api.SendAsync(Call.Post($"/v1/jobs/{job}/bids", loser, Market.Bid()).WithKey())).Is(201).Id;
        (await Api.AcceptAsync(owner, bid)).Is(201);
        var talk = (await Api.PostAsync("/v1/conversations", winner, new { jobId = job })).Is(201).Id;
        for (var i = 0; i < 3; i++)
        {
            (await Api.SayAsync(i == 1 ? owner : winner, talk, $"message {i}")).Is(201);
        }

        var open = await Api.PostJobAsync(owner);
        await Api.BidAsync(winner, open);
        for (var i = 0; i < 2; i++)
        {
            var letter = Guid.NewGuid();
            await Rows.ExecuteAsync("""
                insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts, dead_at)
                values ($1, $1, 'nobody.knows', '{}', now(), now(), 3, now())
                """, letter);
            (await Api.PostAsync($"/v1/admin/outbox/{letter}/replay", boss, new { reason = "a test" })).Is(200);
            await Rows.ExecuteAsync("delete from outbox_messages where id = $1", letter);
        }

        await UntilAsync(async () => await Rows.ScalarAsync<long>("select count(*) from outbox_messages") == 0, "the outbox is empty");
        return [("loser_id", loser.Id), ("job", job), ("bid", bid), ("loser", rival), ("talk", talk), ("open", open), ("owner", owner.Id), ("winner", winner.Id)];
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Builds.Of("FairTradeWorker.Ops"), "check", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("It does not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await errors);
    }
}
