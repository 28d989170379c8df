namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>PostgreSQL by the operator CloudNativePG: a primary, the plan's standbys, and the roles.</summary>
internal static class PostgresManifest
{
    public static string Render(ScalingPlan plan) =>
        $"""
        # The operator makes the services postgres-rw (the primary) and postgres-ro (the standbys). How much memory, disk and
        # which backups the database gets depends on the machines that there are: say so in an overlay before going live.
        apiVersion: postgresql.cnpg.io/v1
        kind: Cluster
        metadata:
          name: postgres
        spec:
          instances: {1 + plan.Replicas.Count}
          imageName: ghcr.io/cloudnative-pg/postgresql:17
          storage:
            size: 100Gi
          postgresql:
            parameters:
              max_connections: "{plan.Database.ServerMaxConnections}"
              superuser_reserved_connections: "{plan.Database.ServerReservedConnections}"
          managed:
            roles:
              - name: {Names.App}
                ensure: present
                login: true
                passwordSecret:
                  name: postgres-app
              - name: {Names.PoolerUser}
                ensure: present
                login: true
                passwordSecret:
                  name: postgres-pgbouncer
          bootstrap:
            initdb:
              database: {Names.Database}
              owner: {Names.Owner}
              secret:
                name: postgres-owner
              postInitApplicationSQL:
        {PostgresRoles.Statements(plan).Select(Item).Lines().Indented(8)}

        """;

    private static string Item(string statement) => $"- |\n{statement.Indented(2)}";
}
