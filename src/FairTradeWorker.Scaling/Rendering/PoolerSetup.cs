namespace FairTradeWorker.Scaling.Rendering;

/// <summary>A PostgreSQL server behind PgBouncer.</summary>
/// <param name="Name">The database that clients ask PgBouncer for.</param>
/// <param name="Database">Its name on the server.</param>
public sealed record PoolerNode(string Name, string Host, int Port, string Database);

/// <summary>How PgBouncer knows who may connect.</summary>
/// <param name="UserFile">The secret: a line <c>"user" "password"</c> for <paramref name="User"/>, kept outside the repository.</param>
/// <param name="User">Who asks the server for everybody else's password hash.</param>
/// <param name="Monitor">Who may read statistics from the console, and do nothing else; has a line in the file too.</param>
public sealed record PoolerAuthentication(string UserFile, string User, string Monitor);

/// <summary>What differs between the places where PgBouncer runs; all else is the plan's.</summary>
/// <param name="KeepsPreparedStatements">
/// True for version 1.21 and newer. Older ones do not know the setting and refuse to start with it.
/// </param>
public sealed record PoolerSetup(
    IReadOnlyList<PoolerNode> Nodes, string ListenAddress, int ListenPort, PoolerAuthentication Authentication, bool KeepsPreparedStatements)
{
    /// <summary>The names that PgBouncer's clients use for the primary (0) and its standbys (1 and more).</summary>
    public static string DatabaseOf(int replica) => replica == 0 ? Names.Database : Names.ReplicaDatabase(replica);

    /// <summary>In docker-compose.yml: the primary and each standby by its own name.</summary>
    internal static PoolerSetup Compose(ScalingPlan plan) => InContainer(plan, "postgres", number => $"postgres-replica{number}");

    /// <summary>In Kubernetes, where the operator gives the primary one name and all standbys another.</summary>
    internal static PoolerSetup Kubernetes(ScalingPlan plan) => InContainer(plan, "postgres-rw", _ => "postgres-ro");

    private static PoolerSetup InContainer(ScalingPlan plan, string primary, Func<int, string> replica) => new(
        [
            new(Names.Database, primary, Names.PostgresPort, Names.Database),
            .. Enumerable.Range(1, plan.Replicas.Count)
                .Select(number => new PoolerNode(Names.ReplicaDatabase(number), replica(number), Names.PostgresPort, Names.Database)),
        ],
        "0.0.0.0", Names.PoolerPort, new("/etc/pgbouncer/userlist.txt", Names.PoolerUser, Names.PoolerMonitor), KeepsPreparedStatements: true);
}
