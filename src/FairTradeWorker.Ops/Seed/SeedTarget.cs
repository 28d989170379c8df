using Npgsql;

namespace FairTradeWorker.Ops.Seed;

/// <summary>The questions that are asked of a database before and after it is filled.</summary>
internal sealed class SeedTarget(NpgsqlConnection connection)
{
    /// <summary>A role's timeouts are made for requests, not for this.</summary>
    public async Task LiftTimeoutsAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Vacuuming is the owner's right.</summary>
    /// <exception cref="SeedException">This role only uses the tables.</exception>
    public async Task CheckRightsAsync(CancellationToken cancellationToken)
    {
        var owns = await ReadAsync<bool>(
            """
            select pg_has_role(relowner, 'usage') from pg_class
            where relname = 'jobs' and relnamespace = current_schema()::regnamespace
            """,
            cancellationToken);
        if (!owns)
        {
            throw new SeedException(
                "This role does not own the tables. Connect as the role that runs the migrations.");
        }
    }

    /// <exception cref="SeedException">Another run fills this database at this moment.</exception>
    public async Task LockAsync(long number, CancellationToken cancellationToken)
    {
        if (!await ReadAsync<bool>($"select pg_try_advisory_xact_lock({number})", cancellationToken))
        {
            throw new SeedException("Another seed of this database is running.");
        }
    }

    /// <summary>The number of the first account to make.</summary>
    /// <exception cref="SeedException">There is more than the demo data, and nobody asked to add to it.</exception>
    public async Task<int> FirstFreeUserAsync(bool append, CancellationToken cancellationToken)
    {
        if (!append && await ReadAsync<bool>(
            "select exists (select from users where normalized_email not like '%@demo.test')", cancellationToken))
        {
            throw new SeedException(
                "The database holds accounts beside the demo ones. Add --append to add to what is there.");
        }

        return 1 + await ReadAsync<int>(
            """
            select coalesce(max(substring(normalized_email from '^user([0-9]{1,9})@seed\.test$')::int), 0)
            from users where normalized_email like 'user%@seed.test'
            """,
            cancellationToken);
    }

    /// <exception cref="SeedException">The migrator has not filled the table.</exception>
    public async Task<IReadOnlyList<SeedTerritory>> TerritoriesAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("select id, name, state from territories");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var territories = new List<SeedTerritory>();
        while (await reader.ReadAsync(cancellationToken))
        {
            territories.Add(new SeedTerritory(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return territories.Count > 0
            ? territories
            : throw new SeedException("The table territories is empty. Migrate the database first.");
    }

    /// <summary>
    /// Statistics for the planner, the search index's pending entries sorted in, and the first readers spared from
    /// marking every row as committed.
    /// </summary>
    public async Task VacuumAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        await using var command = Command($"vacuum (analyze) {string.Join(", ", tables)}");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<long> SizeAsync(CancellationToken cancellationToken) =>
        ReadAsync<long>("select pg_database_size(current_database())", cancellationToken);

    private async Task<T> ReadAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(cancellationToken) is T value
            ? value
            : throw new InvalidOperationException($"No {typeof(T).Name} came for: {sql}");
    }

    private NpgsqlCommand Command(string sql) => new(sql, connection) { CommandTimeout = 0 };
}
