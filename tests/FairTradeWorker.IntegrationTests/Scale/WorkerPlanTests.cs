namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>What the Worker's rounds make PostgreSQL do when much has piled up.</summary>
[Collection(ScaleCollection.Name)]
public sealed class WorkerPlanTests(ScaleStage stage)
{
    private const int Backlog = 50_000;
    private const int OldAnswers = 100_000;

    [Fact]
    public async Task The_rounds_of_the_worker_cost_no_more_when_much_has_piled_up()
    {
        await PileUpAsync();
        var boss = await (await ScaleCast.FindAsync(stage)).SignInAsync("operator");
        var since = stage.Log.Length;
        (await stage.Api.GetAsync("/v1/admin/outbox", boss)).Is(200);
        (await stage.Api.GetAsync("/v1/admin/audit", boss)).Is(200);
        await CheckAsync("the outbox", "FROM outbox_messages", since, ["pk_outbox_messages"], 60);
        await CheckAsync("the audit log", "FROM audit_entries", since, ["pk_audit_entries"], 60);
        await using var worker = await stage.StartWorkerAsync();

        await CheckAsync("jobs that have run out", "from jobs where status = 'open' and bid_deadline <=", since, ["ix_jobs_open_by_deadline"], 1_500);
        await CheckAsync("messages for the dispatcher", "update outbox_messages m set lease_token", since,
            ["ix_outbox_messages_aggregate_id_sequence", "pk_outbox_messages"], 4_000);
        await CheckAsync("messages given back", "attempts = o.attempts - 1", since, ["pk_outbox_messages"], 3_000);
        await CheckAsync("answers that are no longer kept", "delete from idempotency_records", since,
            ["ix_idempotency_records_created_at"], 6_000);
        await CheckAsync("events that nobody asks for", "delete from user_events", since, ["ix_user_events_occurred_at"], 30_000);
    }

    private async Task CheckAsync(string name, string sql, long since, string[] indexes, long mostPages)
    {
        var plan = await stage.Log.WaitForAsync(plan => plan.Sql.Contains(sql, StringComparison.Ordinal), since);
        Assert.True(indexes.All(index => plan.Indexes.Contains(index)), $"{name} does not use {string.Join(", ", indexes)}, but\n{plan}");
        Assert.True(plan.SeqScans.Count == 0, $"{name}: whole tables are read\n{plan}");
        Assert.True(plan.Pages <= mostPages, $"{name}: too many pages are touched\n{plan}");
        await ScaleReport.AddAsync($"| {name} | {string.Join(", ", plan.Indexes.Select(index => $"`{index}`"))} | {plan.RowsRead:N0} | {plan.Pages:N0} |");
    }

    private async Task PileUpAsync()
    {
        var rows = stage.Api.Rows;
        await rows.ExecuteAsync("update jobs set bid_deadline = now() where id in (select id from jobs where status = 'open' order by id limit 500)");
        await rows.ExecuteAsync($"""
            insert into outbox_messages (id, aggregate_id, type, payload, occurred_at, available_at, attempts)
            select gen_random_uuid(), gen_random_uuid(), 'nobody.knows', '{"{}"}', now(), now(), 0 from generate_series(1, {Backlog})
            """);
        await rows.ExecuteAsync($"""
            insert into idempotency_records (user_id, key, fingerprint, status, headers, body, created_at)
            select gen_random_uuid(), 'key-' || i, '\x00', 201, '', '\x00', now() - (i % 10) * interval '1 day' from generate_series(1, {OldAnswers}) i
            """);
        await rows.ExecuteAsync($"""
            insert into user_events (user_id, sequence, type, data, occurred_at)
            select md5((i % 1000)::text)::uuid, i, 'job.moved', '{"{}"}', now() - (i % 10) * interval '1 day' from generate_series(1, {OldAnswers}) i
            """);
        await rows.ExecuteAsync($"""
            insert into audit_entries (sequence, occurred_at, actor_id, action, target, previous_hash, hash)
            select i, now(), gen_random_uuid(), 'test', 'nothing', '\x00', '\x00' from generate_series(1, {Backlog}) i
            """);
        await rows.ExecuteAsync("analyze audit_entries, outbox_messages, idempotency_records, user_events, jobs");
    }
}
