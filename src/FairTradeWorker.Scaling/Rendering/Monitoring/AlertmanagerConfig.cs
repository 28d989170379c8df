namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>Whom Alertmanager tells.</summary>
/// <param name="Webhook">Address that messages are posted to; null tells nobody, and they are looked at in its own pages.</param>
/// <param name="WebhookFile">The same, read from a file that is a secret (Alertmanager 0.26 and newer).</param>
public sealed record AlertmanagerSetup(string? Webhook, string? WebhookFile)
{
    internal static AlertmanagerSetup Compose { get; } = new(null, "/run/secrets/alert-webhook");
}

/// <summary>Alertmanager's configuration.</summary>
internal static class AlertmanagerConfig
{
    public static string Render(AlertTimes times, AlertmanagerSetup setup) =>
        $"""
        # {RenderedFile.Notice}
        route:
          receiver: operators
          group_by: [alertname]
          group_wait: {times.Gather.Text()}
          group_interval: {times.Gather.Text()}
          repeat_interval: {times.Repeat.Text()}
        # Whoever knows the worse need not hear the lesser.
        inhibit_rules:
          - source_matchers: [severity="critical"]
            target_matchers: [severity="warning"]
            equal: [alertname]
        receivers:
          - name: operators
        {Receiver(setup).Indented(4)}

        """;

    private static string Receiver(AlertmanagerSetup setup)
    {
        var address = (setup.Webhook, setup.WebhookFile) switch
        {
            ({ } url, _) => $"url: '{url}'",
            (_, { } file) => $"url_file: '{file}'",
            _ => null,
        };
        return address is null ? "" : $"""
            webhook_configs:
              - {address}
                send_resolved: true
            """;
    }
}
