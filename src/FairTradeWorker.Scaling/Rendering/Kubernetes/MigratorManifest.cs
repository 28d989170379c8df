namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>The migrator: once for each release, before its pods, which do not get ready without it.</summary>
internal static class MigratorManifest
{
    public static string Render(ScalingPlan plan) =>
        $"""
        # A job cannot be changed: kubectl delete job migrator before each release. It may run any number of times.
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: migrator
          labels:
            app.kubernetes.io/name: migrator
        spec:
          backoffLimit: 5
          template:
            metadata:
              labels:
                app.kubernetes.io/name: migrator
            spec:
              restartPolicy: Never
        {PodParts.PodSecurity().Indented(6)}
              containers:
                - name: migrator
                  image: fairtradeworker/worker
                  args: [--migrate]
        {PodParts.MigratorEnvironment().Indented(10)}
        {PodParts.OfInstance(plan).Indented(10)}
        {PodParts.ContainerSecurity.Indented(10)}
        {PodParts.Mounts.Indented(10)}
        {PodParts.Volumes.Indented(6)}

        """;
}
