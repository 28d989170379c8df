namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>The API: its pods, its address, and how many may be away at once.</summary>
internal static class ApiManifest
{
    public static string Render(ScalingPlan plan) =>
        $"""
        # No replicas here: the autoscaler decides how many there are.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api
          labels:
            app.kubernetes.io/name: api
        spec:
          selector:
            matchLabels:
              app.kubernetes.io/name: api
          strategy:
            type: RollingUpdate
            rollingUpdate:
              maxUnavailable: 0
              maxSurge: 25%
          template:
            metadata:
              labels:
                app.kubernetes.io/name: api
        {PodParts.ScrapeAnnotations.Indented(6)}
            spec:
        {PodParts.PodSecurity().Indented(6)}
              terminationGracePeriodSeconds: {ProcessLimits.GraceSeconds(plan.Instance)}
        {PodParts.Spread("api").Indented(6)}
              containers:
                - name: api
                  image: fairtradeworker/api
        {PodParts.Ports.Indented(10)}
        {PodParts.Environment(plan).Indented(10)}
        {PodParts.Probes(plan).Indented(10)}
        {PodParts.OfInstance(plan).Indented(10)}
        {PodParts.ContainerSecurity.Indented(10)}
        {PodParts.Mounts.Indented(10)}
        {PodParts.Volumes.Indented(6)}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: api
          labels:
            app.kubernetes.io/name: api
        spec:
          selector:
            app.kubernetes.io/name: api
          ports:
            - name: http
              port: 80
              targetPort: http
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: api
        spec:
          maxUnavailable: 1
          selector:
            matchLabels:
              app.kubernetes.io/name: api

        """;
}
