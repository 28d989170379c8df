using FairTradeWorker.IntegrationTests.Harness;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Operations;

public sealed class OutboxTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Every_committed_move_has_its_event_and_a_refused_one_has_none()
    {
        var (owner, contractor) = (await Api.RegisterAsync("homeowner"), await Api.RegisterAsync("contractor"));
        var (jobId, _, _) = await Api.AwardAsync(owner, contractor);
        (await Api.PostAsync($"/v1/jobs/{jobId}/start", contractor)).Is(200);
        (await Api.PostAsync($"/v1/jobs/{jobId}/start", contractor)).IsProblem(409, "invalid-transition");
        (await Api.PostAsync($"/v1/jobs/{jobId}/bids", contractor, Market.Bid())).Is(409);

        await UntilAsync(async () => await Rows.ScalarAsync<long>(
            "select count(*) from outbox_messages where aggregate_id = $1", Guid.Parse(jobId)) == 0, "the job's events are handled");
        var heard = await Rows.ColumnAsync<string>(
            "select type || ' ' || (data::json ->> 'status') from user_events where user_id = $1 order by sequence", Guid.Parse(owner.Id));
        Assert.Equal(["job.moved open", "bid.moved submitted", "bid.moved accepted", "job.moved awarded", "job.moved in_progress"],
            heard.Take(2).Concat(heard.Skip(2).Take(2).Order()).Concat(heard.Skip(4)));
    }

    [Fact]
    public async Task What_nobody_can_handle_becomes_a_dead_letter_that_an_operator_replays_and_the_audit_log_knows()
    {
        var boss = await Api.Crowd.OperatorAsync();
        var id = Guid.NewGuid();
        await Rows.ExecuteAsync("""
            insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts)
            values ($1, $1, 'nobody.knows', '{}', now(), now(), 0)
            """, id);
        await UntilAsync(async () => (await DeadAsync(boss)).Contains(id.ToString()), "the message is given up");

        var replayed = (await Api.PostAsync($"/v1/admin/outbox/{id}/replay", boss, new { reason = "try again" })).Is(200);

        Assert.Equal("pending", replayed.TextOf("state"));
        await UntilAsync(async () => (await DeadAsync(boss)).Contains(id.ToString()), "it is given up again");
        var entry = (await Api.GetAsync("/v1/admin/audit?limit=100", boss)).Is(200).Items
            .Single(item => item.GetProperty("target").GetString() == id.ToString());
        Assert.Equal(("outbox.replay", boss.Id, "try again"), (entry.GetProperty("action").GetString(),
            entry.GetProperty("actorId").GetString(), entry.GetProperty("reason").GetString()));
        await Rows.ExecuteAsync("delete from outbox_messages where id = $1", id);
    }

    [Fact]
    public async Task What_a_dead_worker_had_leased_is_handled_when_its_lease_has_ended_and_what_came_later_waits_for_it()
    {
        var (owner, job) = (await Api.Crowd.HomeownerAsync(), Guid.NewGuid());
        await AddMoveAsync(job, owner, version: 1, isLeased: true);
        await AddMoveAsync(job, owner, version: 2, isLeased: false);
        await AddMoveAsync(Guid.NewGuid(), owner, version: 77, isLeased: false);

        // Other aggregates do not wait, and nothing of this one passes the lease.
        await UntilAsync(async () => await HeardAsync(owner, "77") == 1, "another job's event is handled");
        Assert.Equal(2L, await Rows.ScalarAsync<long>("select count(*) from outbox_messages where aggregate_id = $1", job));

        await Rows.ExecuteAsync("update outbox_messages set leased_until = now() where aggregate_id = $1 and lease_token is not null", job);
        await UntilAsync(async () => await Rows.ScalarAsync<long>(
            "select count(*) from outbox_messages where aggregate_id = $1", job) == 0, "the lease ends and both are handled");
        Assert.Equal(["1", "2"], await Rows.ColumnAsync<string>("""
            select data::json ->> 'version' from user_events where user_id = $1 and data::json ->> 'jobId' = $2 order by sequence
            """, Guid.Parse(owner.Id), job.ToString()));
    }

    [Fact]
    public async Task Only_operators_see_the_outbox_and_the_audit_log()
    {
        foreach (var path in new[] { "/v1/admin/outbox", "/v1/admin/audit" })
        {
            (await Api.GetAsync(path)).IsProblem(401, "unauthenticated");
            (await Api.GetAsync(path, await Api.Crowd.HomeownerAsync())).IsProblem(403, "forbidden");
            (await Api.GetAsync(path, await Api.Crowd.ContractorAsync())).IsProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task The_audit_log_is_a_gap_free_chain_under_parallel_acts_and_refuses_changes()
    {
        var boss = await Api.Crowd.OperatorAsync();
        var ids = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in ids)
        {
            await Rows.ExecuteAsync("""
                insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts, dead_at)
                values ($1, $1, 'nobody.knows', '{}', now(), now(), 3, now())
                """, id);
        }

        Race.Came(await Race.RunAsync(ids.Count, i => Api.PostAsync($"/v1/admin/outbox/{ids[i]}/replay", boss)), ("200", ids.Count));

        var chain = (await Api.CrawlAsync("/v1/admin/audit?limit=7", boss)).Reverse().ToList();
        Assert.Equal(Enumerable.Range(1, chain.Count), chain.Select(entry => entry.GetProperty("sequence").GetInt32()));
        Assert.All(chain, entry => Assert.True(entry.GetProperty("isIntact").GetBoolean()));
        Assert.Equal(
            chain.Select(entry => entry.GetProperty("hash").GetString()).Prepend(new string('0', 64)).SkipLast(1),
            chain.Select(entry => entry.GetProperty("previousHash").GetString()));
        foreach (var change in new[] { "update audit_entries set reason = 'x'", "delete from audit_entries", "truncate audit_entries" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Rows.ExecuteAsync(change));
            Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
        }

        await Rows.ExecuteAsync("delete from outbox_messages where id = any($1)", ids.ToArray());
    }

    private Task<int> AddMoveAsync(Guid job, Person owner, int version, bool isLeased) => Rows.ExecuteAsync("""
        insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts, lease_token, leased_until)
        values (gen_random_uuid(), $1, 'job.moved', $2, now(), now(), 0,
            case when $3 then gen_random_uuid() end, case when $3 then now() + interval '1 hour' end)
        """, job, $$"""{"jobId":"{{job}}","homeownerId":"{{owner.Id}}","contractorId":null,"status":"open","version":{{version}}}""", isLeased);

    private Task<long> HeardAsync(Person owner, string version) => Rows.ScalarAsync<long>(
        "select count(*) from user_events where user_id = $1 and data::json ->> 'version' = $2", Guid.Parse(owner.Id), version);

    private async Task<List<string?>> DeadAsync(Person boss) =>
        [.. (await Api.GetAsync("/v1/admin/outbox?state=dead&limit=100", boss)).Is(200).Items.Select(item => item.GetProperty("id").GetString())];
}
