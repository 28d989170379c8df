using Npgsql;
using NpgsqlTypes;

namespace FairTradeWorker.Ops.Seed;

/// <summary>A column that is written, by its name and type in the database.</summary>
internal abstract record CopyColumn(string Name, string Type);

/// <summary>A column and how a row gives its value.</summary>
internal sealed record CopyColumn<TRow>(
    string Name, string Type, Func<NpgsqlBinaryImporter, TRow, CancellationToken, Task> WriteAsync)
    : CopyColumn(Name, Type);

/// <summary>A table that is filled by COPY.</summary>
internal sealed class CopyTable<TRow>(string name)
{
    private const int ProgressEvery = 2_000;

    private readonly List<CopyColumn<TRow>> columns = [];

    public string Name => name;

    public IReadOnlyList<CopyColumn> Columns => columns;

    public CopyTable<TRow> Uuid(string column, Func<TRow, Guid> value) =>
        Add(column, "uuid", NpgsqlDbType.Uuid, value);

    public CopyTable<TRow> OptionalUuid(string column, Func<TRow, Guid?> value) =>
        AddOptional(column, "uuid", NpgsqlDbType.Uuid, value);

    public CopyTable<TRow> Text(string column, Func<TRow, string> value) =>
        Add(column, "text", NpgsqlDbType.Text, value);

    public CopyTable<TRow> OptionalText(string column, Func<TRow, string?> value) =>
        Add(column, "text", (importer, row, cancellationToken) => value(row) is { } given
            ? importer.WriteAsync(given, NpgsqlDbType.Text, cancellationToken)
            : importer.WriteNullAsync(cancellationToken));

    public CopyTable<TRow> FixedText(string column, Func<TRow, string> value) =>
        Add(column, "character", NpgsqlDbType.Char, value);

    public CopyTable<TRow> TextArray(string column, Func<TRow, string[]> value) =>
        Add(column, "ARRAY", NpgsqlDbType.Array | NpgsqlDbType.Text, value);

    public CopyTable<TRow> Flag(string column, Func<TRow, bool> value) =>
        Add(column, "boolean", NpgsqlDbType.Boolean, value);

    public CopyTable<TRow> Integer(string column, Func<TRow, int> value) =>
        Add(column, "integer", NpgsqlDbType.Integer, value);

    public CopyTable<TRow> OptionalInteger(string column, Func<TRow, int?> value) =>
        AddOptional(column, "integer", NpgsqlDbType.Integer, value);

    public CopyTable<TRow> Bigint(string column, Func<TRow, long> value) =>
        Add(column, "bigint", NpgsqlDbType.Bigint, value);

    public CopyTable<TRow> OptionalBigint(string column, Func<TRow, long?> value) =>
        AddOptional(column, "bigint", NpgsqlDbType.Bigint, value);

    public CopyTable<TRow> Time(string column, Func<TRow, DateTimeOffset> value) =>
        Add(column, "timestamp with time zone", NpgsqlDbType.TimestampTz, value);

    public CopyTable<TRow> OptionalTime(string column, Func<TRow, DateTimeOffset?> value) =>
        AddOptional(column, "timestamp with time zone", NpgsqlDbType.TimestampTz, value);

    /// <summary>Writes all rows in one COPY and returns how many there were.</summary>
    public async Task<long> CopyAsync(
        NpgsqlConnection connection, IEnumerable<TRow> rows, Action<long> progress, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns.Select(column => column.Name));
        await using var importer = await connection.BeginBinaryImportAsync(
            $"copy {name} ({names}) from stdin (format binary)", cancellationToken);
        importer.Timeout = TimeSpan.Zero;
        var written = 0L;
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellationToken);
            foreach (var column in columns)
            {
                await column.WriteAsync(importer, row, cancellationToken);
            }

            if (++written % ProgressEvery == 0)
            {
                progress(written);
            }
        }

        // The server checks foreign keys here, so this may take as long as the sending.
        await importer.CompleteAsync(cancellationToken);
        progress(written);
        return written;
    }

    private CopyTable<TRow> Add<T>(string column, string type, NpgsqlDbType wire, Func<TRow, T> value) =>
        Add(column, type, (importer, row, cancellationToken) => importer.WriteAsync(value(row), wire, cancellationToken));

    private CopyTable<TRow> AddOptional<T>(string column, string type, NpgsqlDbType wire, Func<TRow, T?> value)
        where T : struct =>
        Add(column, type, (importer, row, cancellationToken) => value(row) is { } given
            ? importer.WriteAsync(given, wire, cancellationToken)
            : importer.WriteNullAsync(cancellationToken));

    private CopyTable<TRow> Add(
        string column, string type, Func<NpgsqlBinaryImporter, TRow, CancellationToken, Task> write)
    {
        columns.Add(new CopyColumn<TRow>(column, type, write));
        return this;
    }
}
