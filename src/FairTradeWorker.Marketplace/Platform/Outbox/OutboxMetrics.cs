using System.Diagnostics.Metrics;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>What the outbox does and how far behind it is.</summary>
internal sealed class OutboxMetrics
{
    private readonly Counter<long> handled;
    private readonly Counter<long> failed;
    private OutboxBacklog backlog = new(0, 0, 0);

    public OutboxMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("FairTradeWorker.Outbox");
        handled = meter.CreateCounter<long>("outbox.messages.handled", "{message}", "Messages that were handled.");
        failed = meter.CreateCounter<long>("outbox.messages.failed", "{message}", "Attempts that failed.");
        meter.CreateObservableGauge("outbox.lag", () => backlog.LagSeconds, "s", "Age of the oldest message that is not handled.");
        meter.CreateObservableGauge("outbox.messages.pending", () => backlog.Pending, "{message}", "Messages that are not handled.");
        meter.CreateObservableGauge("outbox.messages.dead", () => backlog.Dead, "{message}", "Messages that were given up.");
    }

    public void Handled() => handled.Add(1);

    public void Failed() => failed.Add(1);

    public void Observe(OutboxBacklog now) => backlog = now;
}

/// <summary>How far behind the outbox is.</summary>
/// <param name="Pending">Messages that are not handled and not dead.</param>
/// <param name="Dead">Dead letters.</param>
/// <param name="LagSeconds">Age of the oldest pending message; 0 without one.</param>
internal sealed record OutboxBacklog(long Pending, long Dead, double LagSeconds);
