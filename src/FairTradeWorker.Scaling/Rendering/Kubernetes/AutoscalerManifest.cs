using FairTradeWorker.Scaling.Rendering.Monitoring;

namespace FairTradeWorker.Scaling.Rendering.Kubernetes;

/// <summary>How many instances of the API there are. docs/adr/0005-autoscaling.md says how the plan's numbers became these.</summary>
internal static class AutoscalerManifest
{
    private const string Duration = Series.Duration;
    private const string Percentile = Duration + "_p95";

    public static string Render(ScalingPlan plan)
    {
        var scaling = plan.Autoscaling;
        return $"""
            # docs/adr/0005-autoscaling.md says what this does with "down at {scaling.ScaleDownCpuPercent} %".
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: api
            spec:
              scaleTargetRef:
                apiVersion: apps/v1
                kind: Deployment
                name: api
              minReplicas: {scaling.MinInstances}
              maxReplicas: {scaling.MaxInstances}
              metrics:
                - type: Resource
                  resource:
                    name: cpu
                    target:
                      type: Utilization
                      averageUtilization: {scaling.ScaleUpCpuPercent}
                # From the Prometheus adapter; prometheus-adapter-values.yaml has its rule.
                - type: Pods
                  pods:
                    metric:
                      name: {Percentile}
                    target:
                      type: AverageValue
                      averageValue: {plan.Targets.ApiP95.ToWholeMilliseconds()}m
              behavior:
                scaleUp:
                  stabilizationWindowSeconds: 0
                  # Needs the feature HPAConfigurableTolerance, on by default since Kubernetes 1.35; before, it is 10 %.
                  tolerance: "0"
                scaleDown:
                  stabilizationWindowSeconds: {scaling.Cooldown.ToWholeSeconds()}
                  tolerance: {DownTolerance(scaling)}m
                  policies:
                    - type: Percent
                      value: {LargestStepDown(scaling)}
                      periodSeconds: {scaling.Cooldown.ToWholeSeconds()}

            """;
    }

    public static string RenderAdapter(ScalingPlan plan) =>
        $$"""
        # Values for the Helm chart prometheus-adapter; not part of the kustomization. Prometheus scrapes the pods by their
        # annotations, and must add the labels namespace and pod.
        rules:
          default: false
          custom:
            - seriesQuery: '{{Duration}}_bucket{namespace!="",pod!=""}'
              resources:
                overrides:
                  namespace:
                    resource: namespace
                  pod:
                    resource: pod
              name:
                as: {{Percentile}}
              # Over two minutes and not less than four scrapes, so that one slow request does not start an instance.
              metricsQuery: 'histogram_quantile(0.95, sum by (le, <<.GroupBy>>) (rate(<<.Series>>{<<.LabelMatchers>>,{{Series.NoStreams}}}[{{AlertTimes.Of(plan).Window.ToWholeSeconds()}}s])))'

        """;

    /// <summary>
    /// Thousandths that the load must be below the target before the autoscaler goes down: (1 - 30/70) for 30 and 70 %.
    /// </summary>
    private static int DownTolerance(Plan.Autoscaling scaling) =>
        1000 * (scaling.ScaleUpCpuPercent - scaling.ScaleDownCpuPercent) / scaling.ScaleUpCpuPercent;

    /// <summary>Percent of the instances: a step from the lower limit ends midway to the upper one, so it crosses neither.</summary>
    private static int LargestStepDown(Plan.Autoscaling scaling) =>
        100 - (int)Math.Ceiling(200m * scaling.ScaleDownCpuPercent / (scaling.ScaleDownCpuPercent + scaling.ScaleUpCpuPercent));
}
