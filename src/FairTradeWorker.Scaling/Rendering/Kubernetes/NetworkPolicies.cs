namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>Who may speak to what holds data, where the cluster's network enforces it.</summary>
internal static class NetworkPolicies
{
    public static string Text =>
        $"""
        # PostgreSQL's own pods are left to the operator, which must reach them too.
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: redis
        spec:
          podSelector:
            matchLabels:
              app.kubernetes.io/name: redis
          policyTypes: [Ingress]
          ingress:
            - from:
        {Processes.Indented(8)}
              ports:
                - port: {Names.RedisPort}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: pgbouncer
        spec:
          podSelector:
            matchLabels:
              app.kubernetes.io/name: pgbouncer
          policyTypes: [Ingress]
          ingress:
            - from:
        {Processes.Indented(8)}
              ports:
                - port: {Names.PoolerPort}

        """;

    private const string Processes =
        """
        - podSelector:
            matchExpressions:
              - key: app.kubernetes.io/name
                operator: In
                values: [api, worker, migrator]
        """;
}
