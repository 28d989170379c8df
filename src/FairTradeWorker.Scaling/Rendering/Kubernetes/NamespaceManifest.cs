namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>The namespace, which admits no pod that is not restricted.</summary>
internal static class NamespaceManifest
{
    public const string Text =
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: fairtradeworker
          labels:
            pod-security.kubernetes.io/enforce: restricted

        """;
}
