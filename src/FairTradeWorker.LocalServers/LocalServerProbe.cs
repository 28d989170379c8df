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

    /// <summary>True when the standby receives the primary's log at this moment; a given one is only asked whether it answers.</summary>
    public static async Task<bool> ReplicaFollowsAsync(PreparedReplica replica, CancellationToken cancellationToken) =>
        replica.MonitorConnectionString is { } monitor
            ? (await AskAsync(monitor, "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')", cancellationToken)).Yes
            : await PostgresAnswersAsync(replica.AppConnectionString, cancellationToken);

    /// <summary>True when PING was answered.</summary>
    public static async Task<bool> RedisAnswersAsync(string connectionString, CancellationToken cancellationToken) =>
        await RedisRefusalAsync(connectionString, cancellationToken) is null;

    /// <summary>True when this address is answered with success.</summary>
    public static async Task<bool> WebAnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(LimitSeconds) };
        try
        {
            using var answer = await http.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception refusal) when (refusal is HttpRequestException || (refusal is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Why the server does not answer, or null when it does.</summary>
    internal static async Task<Exception?> PostgresRefusalAsync(string connectionString, CancellationToken cancellationToken) =>
        (await AskAsync(connectionString, "SELECT true", cancellationToken)).Refusal;

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

    private static async Task<(bool Yes, Exception? Refusal)> AskAsync(
        string connectionString, string question, CancellationToken cancellationToken)
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
            await using var command = new NpgsqlCommand(question, connection);
            return (await command.ExecuteScalarAsync(cancellationToken) is true, null);
        }
        catch (Exception refusal) when (refusal is NpgsqlException or SocketException or TimeoutException)
        {
            return (false, refusal);
        }
    }
}
