using Npgsql;

namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// Fills a migrated database in one transaction: whatever interrupts it, all rows are there or none. All indexes and
/// constraints stay in force and judge every row.
/// </summary>
internal sealed class SeedDatabase(NpgsqlDataSource dataSource, ISeedProgress progress, TimeProvider clock)
{
    // Any number that no other program takes for its advisory locks.
    private const long OneAtATime = 0x5EED_DA7A;

    /// <param name="wanted">Its first user is chosen here: behind those of earlier runs.</param>
    /// <param name="tradeIds">The trades that jobs are for.</param>
    /// <param name="append">Also when the database holds more than the demo accounts.</param>
    /// <exception cref="SeedException">The database is not fit to be filled.</exception>
    /// <exception cref="NpgsqlException">The server refused or went away; nothing was written.</exception>
    public async Task<SeedResult> FillAsync(
        SeedPlan wanted, IReadOnlyList<string> tradeIds, bool append, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await new SeedTarget(connection).LiftTimeoutsAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var hash = SeedPassword.CreateHash();
        await SchemaCheck.RunAsync(connection, SeedTables.For(world: null, hash), cancellationToken);
        var target = new SeedTarget(connection);
        await target.CheckRightsAsync(cancellationToken);
        await target.LockAsync(OneAtATime, cancellationToken);
        var plan = wanted with { FirstUser = await target.FirstFreeUserAsync(append, cancellationToken) };

        var territories = await target.TerritoriesAsync(cancellationToken);
        var start = clock.GetTimestamp();
        var world = await MeasureAsync(
            "drawing", null, _ => Task.Run(() => SeedWorld.Create(plan, territories, tradeIds), cancellationToken));
        var tables = new List<SeededTable>();
        foreach (var step in SeedTables.For(world, hash))
        {
            var begun = clock.GetTimestamp();
            var rows = await MeasureAsync(
                step.Table, step.Rows, told => step.CopyAsync(connection, told, cancellationToken), copied => copied);
            tables.Add(new SeededTable(step.Table, rows, clock.GetElapsedTime(begun)));
        }

        await transaction.CommitAsync(CancellationToken.None);
        await MeasureAsync("vacuum and analyze", null, async _ =>
        {
            await target.VacuumAsync([.. tables.Select(table => table.Name)], cancellationToken);
            return true;
        });
        var elapsed = clock.GetElapsedTime(start);
        return new SeedResult(
            tables, elapsed, await target.SizeAsync(cancellationToken), plan, Largest(world));
    }

    private static SeededTerritory Largest(SeedWorld world)
    {
        var (territory, jobs) = world.Jobs.Where(job => job.Status == "open").CountBy(job => job.Territory)
            .DefaultIfEmpty(new(world.Jobs[0].Territory, 0)).MaxBy(count => count.Value);
        return new SeededTerritory(territory.Id, territory.Name, territory.State, jobs);
    }

    private async Task<T> MeasureAsync<T>(
        string what, long? rows, Func<Action<long>, Task<T>> work, Func<T, long?>? count = null)
    {
        progress.Begin(what, rows);
        var begun = clock.GetTimestamp();
        var result = await work(progress.Advance);
        progress.End(clock.GetElapsedTime(begun), count?.Invoke(result));
        return result;
    }
}
