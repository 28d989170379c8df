namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>The Worker, which shares the outbox among as many processes as the plan says.</summary>
internal static class WorkerManifest
{
    public static string Render(ScalingPlan plan) =>
        $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: worker
          labels:
            app.kubernetes.io/name: worker
        spec:
          replicas: {plan.Workers.Instances}
          selector:
            matchLabels:
              app.kubernetes.io/name: worker
          template:
            metadata:
              labels:
                app.kubernetes.io/name: worker
        {PodParts.ScrapeAnnotations.Indented(6)}
            spec:
        {PodParts.PodSecurity().Indented(6)}
              terminationGracePeriodSeconds: {ProcessLimits.GraceSeconds(plan.Instance)}
        {PodParts.Spread("worker").Indented(6)}
              containers:
                - name: worker
                  image: fairtradeworker/worker
        {PodParts.Ports.Indented(10)}
        {PodParts.Environment(plan).Indented(10)}
        {PodParts.Probes(plan).Indented(10)}
        {PodParts.OfInstance(plan).Indented(10)}
        {PodParts.ContainerSecurity.Indented(10)}
        {PodParts.Mounts.Indented(10)}
        {PodParts.Volumes.Indented(6)}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata:
          name: worker
        spec:
          maxUnavailable: 1
          selector:
            matchLabels:
              app.kubernetes.io/name: worker

        """;
}
