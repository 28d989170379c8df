namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>The folder <c>infrastructure/kubernetes</c>, file by file.</summary>
internal static class KubernetesManifests
{
    public static IReadOnlyList<(string Name, string Text)> Of(ScalingPlan plan)
    {
        (string Name, string Text)[] resources =
        [
            ("namespace.yaml", NamespaceManifest.Text),
            ("postgres.yaml", PostgresManifest.Render(plan)),
            ("pgbouncer.yaml", PgBouncerManifest.Render(plan)),
            ("redis.yaml", RedisManifest.Render(plan)),
            ("migrator.yaml", MigratorManifest.Render(plan)),
            ("api.yaml", ApiManifest.Render(plan)),
            ("api-autoscaler.yaml", AutoscalerManifest.Render(plan)),
            ("worker.yaml", WorkerManifest.Render(plan)),
            ("network-policies.yaml", NetworkPolicies.Text),
        ];
        return
        [
            ("kustomization.yaml", Headed(Kustomization(resources.Select(file => file.Name)))),
            .. resources.Select(file => (file.Name, Headed(file.Text))),
            ("prometheus-adapter-values.yaml", Headed(AutoscalerManifest.RenderAdapter(plan))),
        ];
    }

    private static string Headed(string text) => $"# {RenderedFile.Notice}\n{text}";

    private static string Kustomization(IEnumerable<string> files) =>
        $"""
        # kubectl apply -k infrastructure/kubernetes, with Kubernetes 1.33 or newer, the operator CloudNativePG,
        # and the secrets that infrastructure/README.md lists. Never applied where this was written, which has no cluster;
        # tests read every file strictly. Give images and namespace of your own in an overlay.
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: fairtradeworker
        labels:
          - pairs:
              app.kubernetes.io/part-of: fairtradeworker
        images:
          - name: fairtradeworker/api
            newTag: latest
          - name: fairtradeworker/worker
            newTag: latest
          - name: fairtradeworker/pgbouncer
            newTag: latest
        resources:
        {files.Select(file => $"- {file}").Lines().Indented(2)}

        """;
}
