using Npgsql;
using StackExchange.Redis;

namespace FairTradeWorker.LocalServers;

/// <summary>Servers that the user named: used as they are, and an error when they do not answer.</summary>
internal static class GivenServers
{
    public static async Task<PreparedPostgres?> PostgresAsync(LocalEnvironmentOptions options, CancellationToken cancellationToken)
    {
        if (options.PostgresConnectionString is not { } app)
        {
            var orphan = options.PostgresMigratorConnectionString is not null ? "ConnectionStrings__PostgresMigrator"
                : options.ReplicaConnectionStrings.Count > 0 ? $"{LocalEnvironmentOptions.ReplicaVariable}1" : null;
            return orphan is null
                ? null
                : throw new LocalServerException($"{orphan} is set without ConnectionStrings__Postgres. Set both, or neither.");
        }

        if (options.Replicas > 0)
        {
            throw new LocalServerException(
                "--replicas starts standbys of the local PostgreSQL, but ConnectionStrings__Postgres names another one. "
                + $"Name its standbys with {LocalEnvironmentOptions.ReplicaVariable}1 and so on, or leave out --replicas.");
        }

        var migrator = options.PostgresMigratorConnectionString ?? app;
        var address = await CheckPostgresAsync("ConnectionStrings__Postgres", app, cancellationToken);
        if (migrator != app)
        {
            await CheckPostgresAsync("ConnectionStrings__PostgresMigrator", migrator, cancellationToken);
        }

        var replicas = new List<PreparedReplica>();
        foreach (var (number, replica) in options.ReplicaConnectionStrings.Index())
        {
            var variable = $"{LocalEnvironmentOptions.ReplicaVariable}{number + 1}";
            var at = await CheckPostgresAsync(variable, replica, cancellationToken);
            replicas.Add(new PreparedReplica(number + 1, replica, null, $"postgres-replica-{number + 1}: {at} (given by {variable})"));
        }

        return new PreparedPostgres(migrator, app, null, $"postgres: {address} (given by ConnectionStrings__Postgres)")
        {
            Replicas = replicas,
        };
    }

    public static async Task<PreparedRedis?> RedisAsync(LocalEnvironmentOptions options, CancellationToken cancellationToken)
    {
        if (options.RedisConnectionString is not { } given)
        {
            return null;
        }

        var parsed = Parse("ConnectionStrings__Redis", () => ConfigurationOptions.Parse(given));
        var address = string.Join(',', parsed.EndPoints.Select(endPoint => endPoint.ToString()));
        var refusal = await LocalServerProbe.RedisRefusalAsync(given, cancellationToken);
        return refusal is null
            ? new PreparedRedis(given, null, $"redis: {address} (given by ConnectionStrings__Redis)")
            : throw Refused("ConnectionStrings__Redis", address, refusal);
    }

    private static async Task<string> CheckPostgresAsync(
        string variable, string connectionString, CancellationToken cancellationToken)
    {
        var parsed = Parse(variable, () => new NpgsqlConnectionStringBuilder(connectionString));
        var address = $"{parsed.Host}:{parsed.Port}/{parsed.Database ?? parsed.Username}";
        var refusal = await LocalServerProbe.PostgresRefusalAsync(connectionString, cancellationToken);
        return refusal is null ? address : throw Refused(variable, address, refusal);
    }

    private static T Parse<T>(string variable, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            // The parser's own message may quote the string, password and all.
            throw new LocalServerException($"{variable} is not a connection string ({failure.GetType().Name}). Correct it, or unset it.");
        }
    }

    private static LocalServerException Refused(string variable, string address, Exception refusal) => new(
        $"{variable} names {address}, which does not answer: {refusal.Message}\n"
        + $"A given server is never replaced by another one. Start it, correct {variable}, or unset it to run a local server.",
        refusal);
}
