using System.Collections.Concurrent;
using FairTradeWorker.Ops.Load.Report;
using Npgsql;

namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>Looks after a run whether everything that was acknowledged is there.</summary>
internal static class WriteCheck
{
    private const int Sample = 1_000;
    private const int AtOnce = 8;

    /// <param name="database">Null without a connection to it.</param>
    /// <exception cref="NpgsqlException">The server refused or went away.</exception>
    public static async Task<WriteResult> RunAsync(
        IReadOnlyCollection<Written> written, NpgsqlDataSource? database, int seed, CancellationToken cancellationToken)
    {
        var missing = new ConcurrentDictionary<Guid, bool>();
        if (database is not null)
        {
            foreach (var table in written.GroupBy(entry => entry.Table, entry => entry.Id))
            {
                foreach (var id in await MissingAsync(database, table.Key, [.. table], cancellationToken))
                {
                    missing[id] = true;
                }
            }
        }

        var sample = written.ToArray();
        new Random(seed).Shuffle(sample);
        var readBack = 0;
        // One connection cannot carry two requests at once.
        var byWriter = sample.Take(Sample).GroupBy(entry => entry.By);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(byWriter, options, async (own, _) =>
        {
            foreach (var entry in own)
            {
                if (await own.Key.FindsAsync(entry) is { } found)
                {
                    Interlocked.Increment(ref readBack);
                    if (!found)
                    {
                        missing[entry.Id] = true;
                    }
                }
            }
        });
        return new(written.Count, database is null ? 0 : written.Count, readBack, missing.Count);
    }

    private static async Task<Guid[]> MissingAsync(
        NpgsqlDataSource database, string table, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select array_agg(id) from unnest($1) as wanted (id) where not exists (select from {table} where {table}.id = wanted.id)");
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = ids });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid[] ?? [];
    }
}
