using Npgsql;

namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// Compares the database with the tables that this program knows. It shares no code with the server, so this is how it
/// notices that the schema has moved on.
/// </summary>
internal static class SchemaCheck
{
    /// <exception cref="SeedException">A table or column is missing, has another type, or must be filled but is not known.</exception>
    public static async Task RunAsync(
        NpgsqlConnection connection, IReadOnlyList<SeedStep> steps, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(connection, [.. steps.Select(step => step.Table)], cancellationToken);
        var differences = Compare(steps, found);
        if (differences.Count > 0)
        {
            throw new SeedException(
                "The database does not have the schema that this program writes:\n  "
                + string.Join("\n  ", differences)
                + "\nMigrate the database first (FairTradeWorker.Worker --migrate) with the same version as this program.");
        }
    }

    /// <summary>What would go wrong, one line each. New columns that may stay empty are nothing to complain about.</summary>
    public static IReadOnlyList<string> Compare(IReadOnlyList<SeedStep> steps, IReadOnlyList<DatabaseColumn> found)
    {
        var differences = new List<string>();
        foreach (var step in steps)
        {
            var columns = found.Where(column => column.Table == step.Table).ToDictionary(column => column.Name);
            if (columns.Count == 0)
            {
                differences.Add($"table {step.Table} is missing");
                continue;
            }

            foreach (var known in step.Columns)
            {
                if (!columns.Remove(known.Name, out var column))
                {
                    differences.Add($"column {step.Table}.{known.Name} is missing");
                }
                else if (column.Type != known.Type)
                {
                    differences.Add($"column {step.Table}.{known.Name} is {column.Type}, not {known.Type}");
                }
            }

            differences.AddRange(columns.Values.Where(column => column.MustBeGiven)
                .Select(column => $"column {step.Table}.{column.Name} is required, but not known here"));
        }

        return differences;
    }

    private static async Task<IReadOnlyList<DatabaseColumn>> ReadAsync(
        NpgsqlConnection connection, string[] tables, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select table_name::text, column_name::text, data_type::text,
                is_nullable = 'NO' and column_default is null and is_generated = 'NEVER' and is_identity = 'NO'
            from information_schema.columns where table_schema = current_schema() and table_name = any ($1)
            """,
            connection)
        { Parameters = { new() { Value = tables } } };
        var columns = new List<DatabaseColumn>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(new DatabaseColumn(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        }

        return columns;
    }
}

/// <summary>A column as information_schema has it.</summary>
/// <param name="Type">Its <c>data_type</c>.</param>
/// <param name="MustBeGiven">Neither null nor a default nor a generated value would do.</param>
internal sealed record DatabaseColumn(string Table, string Name, string Type, bool MustBeGiven);
