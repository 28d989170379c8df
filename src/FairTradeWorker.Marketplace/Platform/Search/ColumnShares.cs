using System.Collections.Concurrent;
using System.Collections.Frozen;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Search;

/// <summary>How many of a table's rows hold which element of an array or word of a text vector.</summary>
/// <param name="Listed">The common ones with their shares of all rows, 0 to 1.</param>
/// <param name="Unlisted">No element that is not listed has a larger share than this, by all that is known.</param>
/// <param name="Rows">Rows that a search can find; 0 to the table's.</param>
public sealed record ColumnShare(FrozenDictionary<string, double> Listed, double Unlisted, double Rows)
{
    /// <summary>Before anything is known every element may be in every row of a table without end.</summary>
    public static readonly ColumnShare Unknown = new(FrozenDictionary<string, double>.Empty, 1, double.MaxValue);

    public double Of(string element) => Listed.TryGetValue(element, out var share) ? share : Unlisted;
}

/// <summary>
/// What PostgreSQL's statistics say of a column, kept for a while: they change with ANALYZE, which autovacuum runs when
/// a tenth of a table has changed. They decide only how a search is done, never what it finds.
/// </summary>
internal sealed class ColumnShares(ReadRouter router, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Table, string Column, string Index), Known> known = new();

    /// <param name="index">An index of just those rows that a search can find; its size is their number.</param>
    public async Task<ColumnShare> OfAsync(string table, string column, string index, CancellationToken ct)
    {
        var key = (table, column, index);
        if (known.TryGetValue(key, out var last) && clock.GetElapsedTime(last.ReadAt) < Lifetime)
        {
            return last.Share;
        }

        // Several may read at once; it is one small row, and all of them read the same.
        var share = await router.RunAsync(Reading.Browsing, mustBeCurrent: false,
            (node, token) => ReadAsync(node.DataSource(DatabaseUse.Search), table, column, index, token), ct);
        var now = new Known(share, clock.GetTimestamp());
        known[key] = now;
        return now.Share;
    }

    private static async Task<ColumnShare> ReadAsync(NpgsqlDataSource dataSource, string table, string column, string index, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand("""
            select most_common_elems::text::text[], most_common_elem_freqs, (select reltuples from pg_class where oid = to_regclass($3))
            from pg_stats where schemaname = current_schema() and tablename = $1 and attname = $2
            """);
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = column });
        command.Parameters.Add(new() { Value = index });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct) || await reader.IsDBNullAsync(0, ct) || await reader.IsDBNullAsync(2, ct) ||
            reader.GetFloat(2) is var rows && rows < 0)
        {
            return ColumnShare.Unknown;
        }

        var elements = reader.GetFieldValue<string[]>(0);
        var shares = reader.GetFieldValue<float[]>(1);

        // Behind the shares of the elements comes the smallest of them; what is rarer is not listed.
        return new(elements.Zip(shares).ToFrozenDictionary(pair => pair.First, pair => (double)pair.Second, StringComparer.Ordinal),
            shares[elements.Length], rows);
    }

    private sealed record Known(ColumnShare Share, long ReadAt);
}
