using System.Globalization;
using FairTradeWorker.LocalServers.Postgres;

namespace FairTradeWorker.LocalServers;

/// <summary>The environment variables by which the API and the Worker find the database.</summary>
internal static class DatabaseSettings
{
    private static readonly (string Name, PostgresRole Role)[] Users =
        [("Api", PostgresRole.Api), ("Search", PostgresRole.Search), ("Worker", PostgresRole.Worker), ("Analytics", PostgresRole.Analytics)];

    public static IReadOnlyDictionary<string, string> Of(PreparedPostgres postgres, PreparedPooler? pooler, int processes)
    {
        var variables = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = pooler?.ConnectionString() ?? postgres.AppConnectionString,
            ["Database__Processes"] = processes.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var replica in postgres.Replicas)
        {
            variables[$"ConnectionStrings__PostgresReplica{replica.Number}"] =
                pooler?.ConnectionString(replica.Number) ?? replica.AppConnectionString;
        }

        if (postgres.Credentials is { } credentials)
        {
            foreach (var (name, role) in Users)
            {
                variables[$"Database__Users__{name}__Name"] = ClusterCredentials.NameOf(role);
                variables[$"Database__Users__{name}__Password"] = credentials.PasswordOf(role);
            }
        }

        if (pooler is not null)
        {
            variables["Database__BehindPooler"] = "true";
            variables["Database__PoolerAdmin__Host"] = "127.0.0.1";
            variables["Database__PoolerAdmin__Port"] = pooler.Process.Port.ToString(CultureInfo.InvariantCulture);
            variables["Database__PoolerAdmin__Name"] = PreparedPooler.MonitorName;
            variables["Database__PoolerAdmin__Password"] = pooler.MonitorPassword;
            if (!pooler.KeepsPreparedStatements)
            {
                variables["Database__PreparedStatements"] = "0";
            }
        }

        return variables;
    }
}
