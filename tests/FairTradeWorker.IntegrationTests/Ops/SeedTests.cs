using System.Diagnostics;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Postgres;

namespace FairTradeWorker.IntegrationTests.Ops;

/// <summary>The real seed, run as a process on a database that the real migrator made.</summary>
public sealed class SeedTests
{
    private const int Users = 2_000;
    private const int Jobs = 500;
    private const int Bids = 2_500;
    private const int Messages = 5_000;

    private static readonly TimeSpan ProcessLimit = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_seeded_database_holds_what_was_asked_for_and_keeps_every_rule_of_the_marketplace()
    {
        await using var server = Require.Running(await Require.ServerAsync(() => PostgresServer.StartAsync(cancellationToken: Token)));
        var connection = server.ConnectionString(role: PostgresRole.Owner);

        var early = await RunSeedAsync(connection);
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("table users is missing", early.Output, StringComparison.Ordinal);

        await MigrateAsync(connection);
        var seeded = await RunSeedAsync(connection);
        Assert.True(seeded.ExitCode == 0, seeded.Output);
        Assert.Contains("user1@seed.test to user2000@seed.test, password Seed-Passw0rd!", seeded.Output, StringComparison.Ordinal);
        await CheckTotalsAsync(connection, runs: 1);
        await CheckRulesAsync(connection);

        var refused = await RunSeedAsync(connection);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--append", refused.Output, StringComparison.Ordinal);
        await CheckTotalsAsync(connection, runs: 1);

        var appended = await RunSeedAsync(connection, "--append");
        Assert.True(appended.ExitCode == 0, appended.Output);
        Assert.Contains("user2001@seed.test to user4000@seed.test", appended.Output, StringComparison.Ordinal);
        await CheckTotalsAsync(connection, runs: 2);
        await CheckRulesAsync(connection);
    }

    [Fact]
    public async Task A_seed_that_fails_half_way_or_runs_as_a_role_that_only_uses_the_tables_leaves_nothing()
    {
        await using var server = Require.Running(await Require.ServerAsync(() => PostgresServer.StartAsync(cancellationToken: Token)));
        var connection = server.ConnectionString(role: PostgresRole.Owner);
        await MigrateAsync(connection);

        var powerless = await RunSeedAsync(server.ConnectionString());
        Assert.Equal(1, powerless.ExitCode);
        Assert.Contains("does not own the tables", powerless.Output, StringComparison.Ordinal);

        await Sql.RunAsync(connection, "alter table messages add constraint none check (sequence < 0)", Token);
        var failed = await RunSeedAsync(connection);
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("violates check constraint \"none\"", failed.Output, StringComparison.Ordinal);
        Assert.Equal(0L, await Sql.ReadAsync<long>(connection, "select (select count(*) from users) + (select count(*) from jobs)", Token));
    }

    private static async Task CheckTotalsAsync(string connection, int runs)
    {
        foreach (var (table, rows) in new[] { ("users", Users), ("jobs", Jobs), ("bids", Bids), ("messages", Messages), ("conversations", Messages / 8) })
        {
            Assert.Equal((table, runs * rows), (table, (int)await Sql.ReadAsync<long>(connection, $"select count(*) from {table}", Token)));
        }
    }

    /// <summary>Each query finds the rows that break a rule.</summary>
    private static async Task CheckRulesAsync(string connection)
    {
        foreach (var (rule, breaking) in Rules)
        {
            Assert.Equal((rule, 0L), (rule, await Sql.ReadAsync<long>(connection, $"select count(*) from ({breaking}) broken", Token)));
        }
    }

    private static readonly (string Rule, string Breaking)[] Rules =
    [
        ("one accepted bid exactly when the job is awarded", """
            select from jobs where (status in ('awarded', 'in_progress', 'work_submitted', 'completed'))
                is distinct from ((select count(*) from bids where job_id = jobs.id and status = 'accepted') = 1)
            """),
        ("the job names the accepted bid, its contractor and its agreement", """
            select from jobs left join bids on bids.job_id = jobs.id and bids.status = 'accepted'
                left join agreements on agreements.job_id = jobs.id
            where (accepted_bid_id, awarded_contractor_id, agreement_id) is distinct from (bids.id, bids.contractor_id, agreements.id)
                or (bids.id, bids.contractor_id, bids.amount_cents) is distinct from
                    (agreements.bid_id, agreements.contractor_id, agreements.amount_cents)
                or agreements.homeowner_id <> jobs.homeowner_id
            """),
        ("open jobs count their live bids, others those that were not taken back or turned down", """
            select from jobs where bid_count <> (select count(*) from bids where job_id = jobs.id
                and case when jobs.status = 'open' then bids.status = 'submitted' else bids.status not in ('withdrawn', 'declined') end)
            """),
        ("no job has more bids than it takes", "select from jobs where bid_count > max_bids"),
        ("bids are live only on open jobs", """
            select from bids join jobs on jobs.id = job_id where bids.status = 'submitted' and jobs.status <> 'open'
            """),
        ("one live bid of a contractor on a job", """
            select from bids where status in ('submitted', 'accepted') group by job_id, contractor_id having count(*) > 1
            """),
        ("bids come after the posting and before the deadline", """
            select from bids join jobs on jobs.id = job_id where not submitted_at between published_at and bid_deadline
            """),
        ("messages are numbered 1, 2, 3 ... in the order of time", """
            select from (select sequence, row_number() over (partition by conversation_id order by sent_at, sequence) as place from messages) m
            where sequence <> place
            """),
        ("the conversation knows its last message", """
            select from conversations left join lateral (select max(sequence) as last, max(sent_at) as at from messages
                where conversation_id = conversations.id) m on true
            where last_sequence is distinct from m.last or last_activity_at is distinct from m.at
            """),
        ("messages are sent by the two members, who bid and who own the job", """
            select from messages join conversations c on c.id = conversation_id join jobs on jobs.id = c.job_id
            where sender_id not in (c.homeowner_id, c.contractor_id) or c.homeowner_id <> jobs.homeowner_id
                or not exists (select from bids where bids.job_id = c.job_id and bids.contractor_id = c.contractor_id)
            """),
        ("whoever has written has read up to there", """
            select from conversations c join messages m on m.conversation_id = c.id
            where m.sequence > case m.sender_id when c.homeowner_id then homeowner_read_sequence else contractor_read_sequence end
            """),
        ("homeowners post and contractors bid", """
            select from users where (role <> 'homeowner' and exists (select from jobs where homeowner_id = users.id))
                or (role <> 'contractor' and exists (select from bids where contractor_id = users.id))
            """),
        ("open jobs have a deadline to come, expired ones have not", """
            select from jobs where (status = 'open' and bid_deadline < now()) or (status = 'expired' and bid_deadline > now())
            """),
        ("the planner has statistics of every table", """
            select from pg_class where relname in ('users', 'jobs', 'job_addresses', 'bids', 'agreements', 'conversations', 'messages')
                and reltuples <= 0
            """),
        ("every constraint is valid and every index too", """
            select from pg_constraint where not convalidated union all select from pg_index where not indisvalid
            """),
    ];

    private static async Task MigrateAsync(string connection)
    {
        var migrated = await RunAsync("FairTradeWorker.Worker", ["--migrate"], ("ConnectionStrings__Postgres", connection));
        Assert.True(migrated.ExitCode == 0, migrated.Output);
    }

    private static Task<Ended> RunSeedAsync(string connection, params string[] further) => RunAsync(
        "FairTradeWorker.Ops",
        ["seed", "--users", $"{Users}", "--jobs", $"{Jobs}", "--bids", $"{Bids}", "--messages", $"{Messages}", .. further],
        ("ConnectionStrings__Postgres", connection));

    private static async Task<Ended> RunAsync(string project, string[] arguments, (string Name, string Value) variable)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(AssemblyOf(project));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[variable.Name] = variable.Value;
        start.Environment["ConnectionStrings__Redis"] = "127.0.0.1:1,abortConnect=false";
        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(ProcessLimit);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{project} does not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Ended(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Built with the tests, in the same configuration, beside them in the repository.</summary>
    private static string AssemblyOf(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var (framework, configuration) = (output.Name, output.Parent?.Name);
        for (var folder = output.Parent; folder is not null; folder = folder.Parent)
        {
            var assembly = Path.Combine(folder.FullName, "src", project, "bin", configuration ?? "", framework, $"{project}.dll");
            if (File.Exists(assembly))
            {
                return assembly;
            }
        }

        throw new FileNotFoundException($"{project} has not been built with the tests.");
    }

    private sealed record Ended(int ExitCode, string Output);
}
