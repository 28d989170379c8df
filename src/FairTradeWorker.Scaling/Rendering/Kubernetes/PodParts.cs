namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>Parts that several pods have in common.</summary>
internal static class PodParts
{
    /// <summary>No rights and no writable file system; the .NET image's own user unless another is named.</summary>
    public static string PodSecurity(int user = 1654) =>
        $"""
        automountServiceAccountToken: false
        enableServiceLinks: false
        securityContext:
          runAsNonRoot: true
          runAsUser: {user}
          runAsGroup: {user}
          fsGroup: {user}
          seccompProfile:
            type: RuntimeDefault
        """;

    public const string ContainerSecurity =
        """
        securityContext:
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
          capabilities:
            drop: [ALL]
        """;

    /// <summary>Requests are limits, so that what was measured is what runs: the plan's part of a machine, guaranteed.</summary>
    public static string Resources(int millicores, int mebibytes) =>
        $"""
        resources:
          requests:
            cpu: {millicores}m
            memory: {mebibytes}Mi
          limits:
            cpu: {millicores}m
            memory: {mebibytes}Mi
        """;

    public static string OfInstance(ScalingPlan plan) => Resources(plan.Instance.CpuMillicores, plan.Instance.MemoryMebibytes);

    /// <summary>What the API and the Worker are told.</summary>
    public static string Environment(ScalingPlan plan) =>
        $"""
        env:
        {Variables("postgres-app", Names.AppConnection("$(POSTGRES_PASSWORD)")).Indented(2)}
          - name: Database__BehindPooler
            value: "true"
        {string.Join('\n', Enumerable.Range(1, plan.Replicas.Count).Select(Replica)).Indented(2)}
          - name: Scaling__Phase
            value: {plan.Phases.First().Key}
          - name: Management__Port
            value: "{Names.ManagementPort}"
        """;

    /// <summary>Tells a Prometheus that looks for annotations where the pod's metrics are.</summary>
    public static string ScrapeAnnotations =>
        $"""
        annotations:
          prometheus.io/scrape: "true"
          prometheus.io/port: "{Names.ManagementPort}"
          prometheus.io/path: /metrics
        """;

    /// <summary>What callers reach through the service, and what only the cluster's own Prometheus does.</summary>
    public static string Ports =>
        $"""
        ports:
          - name: http
            containerPort: {Names.HttpPort}
          - name: management
            containerPort: {Names.ManagementPort}
        """;

    /// <summary>What the migrator is told.</summary>
    public static string MigratorEnvironment() =>
        $"""
        env:
        {Variables("postgres-owner", Names.OwnerConnection("postgres-rw", "$(POSTGRES_PASSWORD)")).Indented(2)}
        """;

    public const string Mounts =
        """
        volumeMounts:
          - name: signing-key
            mountPath: /run/secrets
            readOnly: true
          - name: tmp
            mountPath: /tmp
        """;

    public const string Volumes =
        """
        volumes:
          - name: signing-key
            secret:
              secretName: signing-key
          - name: tmp
            emptyDir:
              sizeLimit: 64Mi
        """;

    public static string Probes(ScalingPlan plan) =>
        $"""
        startupProbe:
        {Probe(plan, "startup", ProcessLimits.StartupProbes(plan)).Indented(2)}
        readinessProbe:
        {Probe(plan, "ready", failures: 2).Indented(2)}
        livenessProbe:
        {Probe(plan, "live", failures: 6).Indented(2)}
        """;

    /// <summary>Not two on one machine, and evenly over the zones, as far as there are enough of either.</summary>
    public static string Spread(string name) =>
        $"""
        topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: topology.kubernetes.io/zone
            whenUnsatisfiable: ScheduleAnyway
            labelSelector:
              matchLabels:
                app.kubernetes.io/name: {name}
          - maxSkew: 1
            topologyKey: kubernetes.io/hostname
            whenUnsatisfiable: ScheduleAnyway
            labelSelector:
              matchLabels:
                app.kubernetes.io/name: {name}
        """;

    private static string Replica(int number) =>
        $"""
        - name: ConnectionStrings__PostgresReplica{number}
          value: {Names.AppConnection("$(POSTGRES_PASSWORD)", number)}
        """;

    private static string Variables(string secret, string connection) =>
        $"""
        - name: ASPNETCORE_ENVIRONMENT
          value: Production
        - name: Auth__SigningKeyFiles__0
          value: /run/secrets/signing-key.pem
        - name: POSTGRES_PASSWORD
          valueFrom:
            secretKeyRef:
              name: {secret}
              key: password
        - name: REDIS_PASSWORD
          valueFrom:
            secretKeyRef:
              name: redis
              key: password
        - name: ConnectionStrings__Postgres
          value: {connection}
        - name: ConnectionStrings__Redis
          value: redis:{Names.RedisPort},password=$(REDIS_PASSWORD)
        """;

    private static string Probe(ScalingPlan plan, string name, int failures) =>
        $"""
        httpGet:
          path: /health/{name}
          port: http
        periodSeconds: {plan.Instance.ProbeInterval.ToWholeSeconds()}
        timeoutSeconds: {ProcessLimits.ProbeTimeoutSeconds(plan)}
        failureThreshold: {failures}
        """;
}
