namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>Redis, which may lose anything at any time: the platform goes on without it.</summary>
internal static class RedisManifest
{
    // The user redis of the official image.
    private const int User = 999;

    public static string Render(ScalingPlan plan) =>
        $"""
        # It may lose anything at any time, so nothing is written to disk and the oldest goes when it is full.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: redis
          labels:
            app.kubernetes.io/name: redis
        spec:
          replicas: 1
          strategy:
            type: Recreate
          selector:
            matchLabels:
              app.kubernetes.io/name: redis
          template:
            metadata:
              labels:
                app.kubernetes.io/name: redis
            spec:
        {PodParts.PodSecurity(User).Indented(6)}
              containers:
                - name: redis
                  image: redis:7
                  args:
                    - --requirepass
                    - $(REDIS_PASSWORD)
                    - --maxmemory
                    - {plan.Redis.MaxMemoryMebibytes}mb
                    - --maxmemory-policy
                    - allkeys-lru
                    - --save
                    - ""
                    - --appendonly
                    - "no"
                  env:
                    - name: REDIS_PASSWORD
                      valueFrom:
                        secretKeyRef:
                          name: redis
                          key: password
                  ports:
                    - name: redis
                      containerPort: {Names.RedisPort}
                  readinessProbe:
                    tcpSocket:
                      port: redis
                    periodSeconds: {plan.Instance.ProbeInterval.ToWholeSeconds()}
                  livenessProbe:
                    tcpSocket:
                      port: redis
                    periodSeconds: {plan.Instance.ProbeInterval.ToWholeSeconds()}
                    failureThreshold: 6
        {PodParts.Resources(plan.Instance.CpuMillicores, ProcessLimits.RedisMebibytes(plan.Redis)).Indented(10)}
        {PodParts.ContainerSecurity.Indented(10)}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: redis
          labels:
            app.kubernetes.io/name: redis
        spec:
          selector:
            app.kubernetes.io/name: redis
          ports:
            - name: redis
              port: {Names.RedisPort}
              targetPort: redis

        """;
}
