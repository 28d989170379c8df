using System.Net.Sockets;
using Npgsql;
using StackExchange.Redis;

namespace FairTradeWorker.LocalServers;

/// <summary>Asks a server whether it answers; each question is bounded to about two seconds.</summary>
public static class LocalServerProbe
{
    private const int LimitSeconds = 2;

    /// <summary>True when a statement ran; false when the server is away, starting, or refuses the login.</summary>
    public static async Task<bool> PostgresAnswersAsync(string connectionString, CancellationToken cancellationToken) =>
        await PostgresRefusalAsync(connectionString, cancellationToken) is null;

    /// <summary>True when PING was answered.</summary>
    public static async Task<bool> RedisAnswersAsync(string connectionString, CancellationToken cancellationToken) =>
        await RedisRefusalAsync(connectionString, cancellationToken) is null;

    /// <summary>Why the server does not answer, or null when it does.</summary>
    internal static async Task<Exception?> PostgresRefusalAsync(string connectionString, CancellationToken cancellationToken)
    {
        var bounded = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Timeout = LimitSeconds,
            CommandTimeout = LimitSeconds,
        };
        try
        {
            await using var connection = new NpgsqlConnection(bounded.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (Exception refusal) when (refusal is NpgsqlException or SocketException or TimeoutException)
        {
            return refusal;
        }
    }

    /// <inheritdoc cref="PostgresRefusalAsync"/>
    internal static async Task<Exception?> RedisRefusalAsync(string connectionString, CancellationToken cancellationToken)
    {
        var bounded = ConfigurationOptions.Parse(connectionString);
        bounded.AbortOnConnectFail = true;
        bounded.ConnectRetry = 1;
        bounded.ConnectTimeout = bounded.AsyncTimeout = LimitSeconds * 1000;
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(bounded).WaitAsync(cancellationToken);
            await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return null;
        }
        catch (Exception refusal) when (refusal is RedisException or TimeoutException)
        {
            return refusal;
        }
    }
}
