using Npgsql;

namespace FairTradeWorker.Ops.Seed;

/// <summary>The filling of one table.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">What is written.</param>
/// <param name="Rows">How many rows there will be.</param>
/// <param name="CopyAsync">Writes them, tells how many are written, and returns their number.</param>
internal sealed record SeedStep(
    string Table,
    IReadOnlyList<CopyColumn> Columns,
    long Rows,
    Func<NpgsqlConnection, Action<long>, CancellationToken, Task<long>> CopyAsync)
{
    public static SeedStep Of<TRow>(CopyTable<TRow> table, IEnumerable<TRow> rows, long count) =>
        new(table.Name, table.Columns, count, (connection, progress, cancellationToken) =>
            table.CopyAsync(connection, rows, progress, cancellationToken));
}
