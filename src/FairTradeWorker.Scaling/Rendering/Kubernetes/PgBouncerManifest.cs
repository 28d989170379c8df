using System.Security.Cryptography;
using System.Text;

namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>PgBouncer: one process, because its limits are those of a process and two would open twice as many connections.</summary>
internal static class PgBouncerManifest
{
    // The user postgres of the image, which infrastructure/Dockerfile makes.
    private const int User = 5432;

    public static string Render(ScalingPlan plan)
    {
        var settings = PgBouncerIni.Render(plan, PoolerSetup.Kubernetes(plan));
        return Render(plan, settings, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)))[..16]);
    }

    private static string Render(ScalingPlan plan, string settings, string version) =>
        $"""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: pgbouncer
        data:
          pgbouncer.ini: |
        {settings.Indented(4)}
        ---
        # One, and the old one ends before the new one begins: two would open twice the planned connections.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: pgbouncer
          labels:
            app.kubernetes.io/name: pgbouncer
        spec:
          replicas: 1
          strategy:
            type: Recreate
          selector:
            matchLabels:
              app.kubernetes.io/name: pgbouncer
          template:
            metadata:
              labels:
                app.kubernetes.io/name: pgbouncer
              annotations:
                # Other settings are another pod: PgBouncer reads them when it starts.
                fairtradeworker/settings: "{version}"
            spec:
        {PodParts.PodSecurity(User).Indented(6)}
              containers:
                - name: pgbouncer
                  image: fairtradeworker/pgbouncer
                  ports:
                    - name: postgres
                      containerPort: {Names.PoolerPort}
                  readinessProbe:
                    tcpSocket:
                      port: postgres
                    periodSeconds: {plan.Instance.ProbeInterval.ToWholeSeconds()}
                  livenessProbe:
                    tcpSocket:
                      port: postgres
                    periodSeconds: {plan.Instance.ProbeInterval.ToWholeSeconds()}
                    failureThreshold: 6
        {PodParts.OfInstance(plan).Indented(10)}
        {PodParts.ContainerSecurity.Indented(10)}
                  volumeMounts:
                    - name: settings
                      mountPath: /etc/pgbouncer
                      readOnly: true
              volumes:
                - name: settings
                  projected:
                    sources:
                      - configMap:
                          name: pgbouncer
                      - secret:
                          name: pgbouncer-userlist
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: pgbouncer
          labels:
            app.kubernetes.io/name: pgbouncer
        spec:
          selector:
            app.kubernetes.io/name: pgbouncer
          ports:
            - name: postgres
              port: {Names.PoolerPort}
              targetPort: postgres

        """;
}
