using Npgsql;
using NpgsqlTypes;

namespace FairTradeWorker.BareServer;

/// <summary>One statement for each endpoint, prepared by the driver.</summary>
internal sealed class Jobs(NpgsqlDataSource database, TimeProvider clock)
{
    private const int PageSize = 20;

    private const string Columns = """
        id, homeowner_id, title, description, territory_id, trades, budget_min_cents, budget_max_cents, size, urgency, status,
        bid_count, max_bids, bid_deadline, preferred_start, created_at, published_at, version
        """;

    public async Task<JobPage> BrowseAsync(string territoryId, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from jobs where status = 'open' and bid_deadline > now() and territory_id = $1
            order by published_at desc, id desc limit 21
            """);
        // The column is character(5); a parameter of type text would keep its index from being used.
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = territoryId, NpgsqlDbType = NpgsqlDbType.Char });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<JobRow>(PageSize + 1);
        while (await reader.ReadAsync(ct))
        {
            found.Add(Read(reader));
        }

        var next = found.Count > PageSize ? $"{found[PageSize - 1].PublishedAt:O}/{found[PageSize - 1].Id}" : null;
        return new(found.Count > PageSize ? found[..PageSize] : found, next);
    }

    public async Task<JobRow?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from jobs where id = $1 and published_at is not null");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Null when the job takes no bid.</summary>
    public async Task<PlacedBid?> BidAsync(Guid jobId, Guid contractorId, NewBid bid, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await using var command = database.CreateCommand("""
            with counted as (
                update jobs set bid_count = bid_count + 1, first_bid_at = coalesce(first_bid_at, now()), version = version + 1
                where id = $2 and status = 'open' and bid_deadline > now() and bid_count < max_bids returning id)
            insert into bids (id, job_id, contractor_id, amount_cents, message, duration_days, status, submitted_at, version)
            select $1, id, $3, $4, $5, $6, 'submitted', now(), 1 from counted
            returning submitted_at
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = jobId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = contractorId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = bid.AmountCents });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = bid.Message });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = bid.DurationDays });
        return await command.ExecuteScalarAsync(ct) is DateTime at
            ? new(id, jobId, contractorId, bid.AmountCents, bid.Message, bid.DurationDays, "submitted", at, 1)
            : null;
    }

    private static JobRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<string[]>(5),
        row.IsDBNull(6) ? null : row.GetInt64(6), row.IsDBNull(7) ? null : row.GetInt64(7), row.GetString(8), row.GetString(9),
        row.GetString(10), row.GetInt32(11), row.GetInt32(12), row.GetDateTime(13), row.IsDBNull(14) ? null : row.GetDateTime(14),
        row.GetDateTime(15), row.IsDBNull(16) ? null : row.GetDateTime(16), row.GetInt32(17));
}
