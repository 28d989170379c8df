using Npgsql;

namespace FairTradeWorker.Benchmarks;

/// <summary>What is asked for, the same by all contenders; pgbench finds it in tables whose names begin with bench.</summary>
internal sealed class Sample
{
    // So few that their tokens are soon signed.
    private const int MostContractors = 20_000;

    // Bids that each job takes: more than a run places.
    private const int Room = 10_000;

    private readonly Guid[] contractors;
    private readonly string[] tokens;
    private long bids = -1;

    private Sample(string[] places, Guid[] jobs, Guid[] contractors, string[] tokens) =>
        (Places, Jobs, this.contractors, this.tokens) = (places, jobs, contractors, tokens);

    /// <summary>Territories, those with the most open jobs.</summary>
    public string[] Places { get; }

    /// <summary>Open jobs that take bids.</summary>
    public Guid[] Jobs { get; }

    public static async Task<Sample> TakeAsync(string owner, Tokens tokens, CancellationToken ct)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await ExecuteAsync(database, $"""
            create table bench_places as select row_number() over (order by count(*) desc, territory_id) as n, territory_id
                from jobs where status = 'open' and bid_deadline > now() + interval '3 hours' group by territory_id order by n limit 500;
            alter table bench_places add primary key (n);
            create table bench_jobs as select row_number() over (order by id) as n, id
                from jobs where status = 'open' and bid_deadline > now() + interval '3 hours';
            alter table bench_jobs add primary key (n);
            create table bench_contractors as select row_number() over (order by id) as n, id
                from (select id from users where role = 'contractor' and not exists (select from bids where contractor_id = users.id)
                    order by id limit {MostContractors}) as few;
            alter table bench_contractors add primary key (n);
            create sequence bench_bids;
            update jobs set max_bids = {Room} where id in (select id from bench_jobs);
            """, ct);
        await ExecuteAsync(database, "vacuum full analyze jobs", ct);
        await ExecuteAsync(database, "analyze", ct);
        var contractors = await ReadAsync<Guid>(database, "select id from bench_contractors order by n", ct);
        return new(
            await ReadAsync<string>(database, "select territory_id from bench_places order by n", ct),
            await ReadAsync<Guid>(database, "select id from bench_jobs order by n", ct),
            contractors,
            [.. contractors.AsParallel().AsOrdered().Select(tokens.For)]);
    }

    public string Place() => Places[Random.Shared.Next(Places.Length)];

    public Guid Job() => Jobs[Random.Shared.Next(Jobs.Length)];

    public string Token() => tokens[Random.Shared.Next(tokens.Length)];

    /// <summary>A job and a contractor who have not met here: no pair comes twice.</summary>
    public (Guid Job, Guid Contractor, string Token) Bid()
    {
        var n = Interlocked.Increment(ref bids);
        var contractor = (n / Jobs.Length + n % Jobs.Length * Step) % contractors.Length;
        return (Jobs[n % Jobs.Length], contractors[contractor], tokens[contractor]);
    }

    /// <summary>The same for pgbench, far behind those above.</summary>
    public string NextBid => $"""
        (select (n % {Jobs.Length}) + 1 as job, ({Jobs.Length / 2} + n / {Jobs.Length} + n % {Jobs.Length} * {Step}) % {contractors.Length} + 1 as contractor
         from (select nextval('bench_bids') as n) as next)
        """;

    // Neighbouring jobs get contractors who are far from each other.
    private const int Step = 7_919;

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<T[]> ReadAsync<T>(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(await reader.GetFieldValueAsync<T>(0, ct));
        }

        return rows.Count > 0 ? [.. rows] : throw new InvalidOperationException($"Nothing is found by: {sql}");
    }
}
