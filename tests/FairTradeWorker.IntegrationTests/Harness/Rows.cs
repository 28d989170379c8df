using Npgsql;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>Looks at the rows behind the answers, as the owner of the tables. Parameters are $1, $2 …</summary>
public sealed class Rows(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }

    public async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A connection of the test's own, for what must last longer than a statement.</summary>
    public async Task<NpgsqlConnection> OpenAsync() => await dataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);

    /// <summary>Locks what a statement such as <c>select … for update</c> locks, until what it gives is disposed.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string sql, params object[] values)
    {
        var connection = await dataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        Add(command, values);
        await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new Hold(connection);
    }

    /// <summary>Drops the connections to a server that has died.</summary>
    public void Reconnect() => dataSource.Clear();

    public ValueTask DisposeAsync() => dataSource.DisposeAsync();

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = dataSource.CreateCommand(sql);
        Add(command, values);
        return command;
    }

    private static void Add(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
    }

    private sealed class Hold(NpgsqlConnection connection) : IAsyncDisposable
    {
        // The transaction ends with its connection, and its locks with it.
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.DisposeAsync();
            }
            catch (NpgsqlException)
            {
                // The server was killed meanwhile, and the locks died with it.
            }
        }
    }
}
