using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering;
using Npgsql;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>Gives a database of a running server the roles of <c>infrastructure/postgres/roles.sql</c>, and these their passwords.</summary>
internal static class ClusterRoles
{
    private static readonly PostgresRole[] WithPassword =
        [PostgresRole.App, PostgresRole.Owner, PostgresRole.Api, PostgresRole.Search, PostgresRole.Worker, PostgresRole.Analytics];

    public static async Task ApplyAsync(
        int port, ClusterCredentials credentials, string database, ScalingPlan plan, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(
            credentials.ConnectionString(port, database, PostgresRole.Superuser))
        { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var statement in PostgresRoles.Statements(plan).Concat(Passwords(credentials)))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static IEnumerable<string> Passwords(ClusterCredentials credentials) =>
    [
        .. WithPassword.Select(role => $"ALTER ROLE {ClusterCredentials.NameOf(role)} LOGIN PASSWORD '{credentials.PasswordOf(role)}'"),
        $"ALTER ROLE {PostgresRoles.Pooler} LOGIN PASSWORD '{credentials.Pooler}'",
    ];
}
