using System.Text.RegularExpressions;
using FairTradeWorker.Scaling;
using k8s;
using k8s.Models;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>infrastructure/kubernetes, object by object.</summary>
public sealed class KubernetesTests
{
    private static readonly ScalingPlan Plan = ScalingPlan.Load();

    public static TheoryData<string> Pods => [.. Kubernetes.Pods.Keys];

    [Fact]
    public void Every_manifest_is_read_strictly_and_written_back_without_loss()
    {
        Assert.InRange(Kubernetes.Objects.Count, 15, 40);
        Assert.All(Kubernetes.Objects.Where(found => found is IKubernetesObject), found =>
        {
            var text = KubernetesYaml.Serialize(found);
            Assert.Equal(text, KubernetesYaml.Serialize(Assert.Single(Kubernetes.Read(text))));
        });
    }

    [Theory]
    [InlineData("api.yaml", "periodSeconds", "periodSecond")]
    [InlineData("api.yaml", "httpGet", "httpget")]
    [InlineData("api-autoscaler.yaml", "tolerance", "tolerances")]
    [InlineData("postgres.yaml", "instances", "instance")]
    [InlineData("postgres.yaml", "postInitApplicationSQL", "postInitApplicationSql")]
    [InlineData("kustomization.yaml", "resources", "resource")]
    public void A_field_that_does_not_exist_is_refused(string file, string good, string bad)
    {
        var text = File.ReadAllText(Path.Combine(Kubernetes.Folder, file));
        Assert.NotEmpty(Kubernetes.Read(text));

        Assert.ThrowsAny<Exception>(() => Kubernetes.Read(new Regex($@"(?m)^(\s*(?:- )?){good}:").Replace(text, $"$1{bad}:", 1)));
    }

    [Fact]
    public void The_autoscaler_has_the_numbers_of_the_plan()
    {
        var scaler = Kubernetes.Single<V2HorizontalPodAutoscaler>("api").Spec;

        Assert.Equal((8, 50), (scaler.MinReplicas, scaler.MaxReplicas));
        Assert.Equal(70, scaler.Metrics.Single(metric => metric.Type == "Resource").Resource.Target.AverageUtilization);
        Assert.Equal(0.8m, scaler.Metrics.Single(metric => metric.Type == "Pods").Pods.Target.AverageValue.ToDecimal());
        Assert.Equal(180, scaler.Behavior.ScaleDown.StabilizationWindowSeconds);
        Assert.Equal("api", Kubernetes.Single<V1Deployment>(scaler.ScaleTargetRef.Name).Metadata.Name);
        Assert.Null(Kubernetes.Single<V1Deployment>("api").Spec.Replicas);
    }

    [Theory]
    [InlineData(71, 20, true)]
    [InlineData(70, 20, false)]
    [InlineData(31, 20, false)]
    [InlineData(30, 20, true)]
    [InlineData(29, 20, true)]
    public void The_autoscaler_moves_where_the_plan_says_and_a_step_down_crosses_no_threshold(int cpuPercent, int instances, bool moves)
    {
        // The algorithm of Kubernetes: no move within the tolerance, else the instances that bring the load to the target.
        var scaler = Kubernetes.Single<V2HorizontalPodAutoscaler>("api").Spec;
        var ratio = (decimal)cpuPercent / scaler.Metrics[0].Resource.Target.AverageUtilization!.Value;
        var tolerance = (ratio > 1 ? scaler.Behavior.ScaleUp.Tolerance : scaler.Behavior.ScaleDown.Tolerance).ToDecimal();
        Assert.Equal(moves, Math.Abs(ratio - 1) > tolerance);

        if (moves && ratio < 1)
        {
            var step = Assert.Single(scaler.Behavior.ScaleDown.Policies);
            var fewest = (int)Math.Ceiling(instances * (100 - step.Value) / 100m);
            var after = cpuPercent * instances / Math.Max(fewest, (int)Math.Ceiling(instances * ratio));
            Assert.InRange(after, cpuPercent, Plan.Autoscaling.ScaleUpCpuPercent - 10);
        }
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void A_pod_has_no_rights_and_the_resources_that_it_was_planned_with(string name)
    {
        var pod = Kubernetes.Pods[name];

        Assert.False(pod.AutomountServiceAccountToken);
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.NotEqual(0, pod.SecurityContext.RunAsUser);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.All(pod.Containers, container =>
        {
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Equal(container.Resources.Limits["memory"].ToDecimal(), container.Resources.Requests["memory"].ToDecimal());
            Assert.InRange(container.Resources.Limits["memory"].ToDecimal() / 1048576, Plan.Redis.MaxMemoryMebibytes, 4096);
            Assert.DoesNotContain(container.Env ?? [], variable =>
                variable.Name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) && variable.Value is not null);
        });
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    public void Our_processes_are_asked_at_their_own_addresses_and_not_killed_before_their_own_limit(string name)
    {
        var pod = Kubernetes.Pods[name];
        var container = Assert.Single(pod.Containers);

        Assert.Equal(
            ["/health/startup", "/health/ready", "/health/live"],
            new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.Select(probe => probe.HttpGet.Path));
        Assert.True(pod.TerminationGracePeriodSeconds > (Plan.Instance.DrainDelay + Plan.Instance.ShutdownTimeout).TotalSeconds);
        Assert.Equal("launch", container.Env.Single(variable => variable.Name == "Scaling__Phase").Value);
        Assert.All(container.Env.Where(variable => variable.Value?.Contains("$(", StringComparison.Ordinal) == true), variable =>
        {
            // A variable can only be put into one that follows it.
            var used = Regex.Match(variable.Value, @"\$\((\w+)\)").Groups[1].Value;
            Assert.Contains(container.Env.TakeWhile(other => other != variable), other => other.Name == used);
        });
    }

    [Fact]
    public void Every_selector_finds_its_pods()
    {
        var labels = Kubernetes.Objects.OfType<V1Deployment>().Select(deployment => deployment.Spec.Template.Metadata.Labels).ToList();
        bool Finds(IDictionary<string, string> selector) => labels.Any(found => selector.All(label => found[label.Key] == label.Value));

        Assert.All(Kubernetes.Objects.OfType<V1Deployment>(), deployment => Assert.True(Finds(deployment.Spec.Selector.MatchLabels)));
        Assert.All(Kubernetes.Objects.OfType<V1Service>(), service => Assert.True(Finds(service.Spec.Selector), service.Metadata.Name));
        Assert.All(Kubernetes.Objects.OfType<V1PodDisruptionBudget>(), budget => Assert.True(Finds(budget.Spec.Selector.MatchLabels)));
        Assert.All(Kubernetes.Objects.OfType<V1NetworkPolicy>(), policy => Assert.True(Finds(policy.Spec.PodSelector.MatchLabels)));
    }

    [Fact]
    public void Every_secret_that_is_asked_for_is_one_that_operators_are_told_to_make()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "infrastructure/README.md"));
        var cluster = Assert.Single(Kubernetes.Objects.OfType<PostgresCluster>());
        var asked = Kubernetes.Pods.Values.SelectMany(pod => pod.Containers.SelectMany(container => container.Env ?? [])
                .Select(variable => variable.ValueFrom?.SecretKeyRef?.Name)
                .Concat((pod.Volumes ?? []).Select(volume => volume.Secret?.SecretName))
                .Concat((pod.Volumes ?? []).SelectMany(volume => volume.Projected?.Sources ?? []).Select(source => source.Secret?.Name)))
            .Concat(cluster.Spec.Managed.Roles.Select(role => role.PasswordSecret.Name)).Append(cluster.Spec.Bootstrap.Initdb.Secret.Name)
            .OfType<string>().Distinct().ToList();

        Assert.InRange(asked.Count, 6, 12);
        Assert.All(asked, secret => Assert.Contains($"`{secret}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void PostgreSQL_has_the_standbys_and_the_connections_of_the_plan()
    {
        var cluster = Assert.Single(Kubernetes.Objects.OfType<PostgresCluster>()).Spec;

        Assert.Equal(3, cluster.Instances);
        Assert.Equal("130", cluster.Postgresql.Parameters["max_connections"]);
        Assert.Equal("3", cluster.Postgresql.Parameters["superuser_reserved_connections"]);
        Assert.Equal(["ftw_app", "pgbouncer_auth"], cluster.Managed.Roles.Select(role => role.Name));
        Assert.Contains(cluster.Bootstrap.Initdb.PostInitApplicationSql, sql => sql.Contains("FUNCTION pgbouncer.get_auth", StringComparison.Ordinal));
    }

    [Fact]
    public void The_adapters_rule_makes_the_metric_that_the_autoscaler_asks_for()
    {
        var metric = Kubernetes.Single<V2HorizontalPodAutoscaler>("api").Spec.Metrics.Single(found => found.Type == "Pods").Pods.Metric.Name;
        var values = StrictYaml.Read<AdapterValues>(File.ReadAllText(Path.Combine(Kubernetes.Folder, "prometheus-adapter-values.yaml")));

        var rule = Assert.Single(values.Rules.Custom);
        Assert.Equal(metric, rule.Name.As);
        Assert.Equal(["namespace", "pod"], rule.Resources.Overrides.Select(label => label.Value.Resource));
        Assert.Contains("http_server_request_duration_seconds_bucket", rule.SeriesQuery, StringComparison.Ordinal);
        Assert.Contains("histogram_quantile(0.95", rule.MetricsQuery, StringComparison.Ordinal);
    }
}
