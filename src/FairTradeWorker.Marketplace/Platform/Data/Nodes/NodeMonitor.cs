using FairTradeWorker.Scaling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>
/// Asks all servers several times a second who is the primary and how far the others have come. Without replicas there
/// is nothing to choose, and it asks nobody.
/// </summary>
internal sealed partial class NodeMonitor : BackgroundService
{
    private readonly DatabaseNodes nodes;
    private readonly ScalingPlan plan;
    private readonly TimeProvider clock;
    private readonly ILogger<NodeMonitor> logger;
    private readonly StalenessClock staleness;
    private readonly List<Watched> watched;
    private uint timeline;

    public NodeMonitor(DatabaseNodes nodes, ScalingPlan plan, TimeProvider clock, ILogger<NodeMonitor> logger)
    {
        (this.nodes, this.plan, this.clock, this.logger) = (nodes, plan, clock, logger);
        staleness = new(4 * plan.Replicas.MaxStaleness);
        watched = [.. nodes.All.Select(node => new Watched(node, new NodeProbe(node), new Rotation(plan.Replicas)))];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (nodes.Replicas.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(watched.Select(server => server.Probe.AskAsync(plan.Replicas.Poll, Now, stoppingToken)))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Choose();
            watched.ForEach(Judge);
            await Task.Delay(plan.Replicas.Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan Now() => clock.GetElapsedTime(0);

    // The writable server of the highest timeline is the primary: a former one that comes back has a lower.
    private void Choose()
    {
        var writable = watched.Where(server => server.Probe.Last is { Answer.InRecovery: false })
            .MaxBy(server => server.Probe.Last?.Answer.Timeline);
        if (writable?.Probe.Last is not { } last || last.Answer.Timeline < timeline)
        {
            return;
        }

        if (last.Answer.Timeline > timeline)
        {
            staleness.Clear();
            timeline = last.Answer.Timeline;
        }

        staleness.Add(last.At, last.Answer.Position);
        if (nodes.Primary != writable.Node)
        {
            Log.Promoted(logger, writable.Node.Name, timeline);
            nodes.Primary = writable.Node;
        }
    }

    private void Judge(Watched server)
    {
        var (node, before) = (server.Node, server.Node.State);
        node.Become(Look(server));
        if (before.InRotation != node.State.InRotation)
        {
            Log.Rotation(logger, node.Name, node.State.InRotation ? "is read from" : "is no longer read from",
                node.State.Staleness?.TotalSeconds);
        }

        if (before.Answers != node.State.Answers)
        {
            Log.Answers(logger, node.Name, node.State.Answers ? "answers again" : "does not answer");
        }
    }

    private NodeState Look(Watched server)
    {
        var now = Now();
        var silentFor = now - server.Probe.Last?.At;
        // A former primary that came back has nothing that anybody should read.
        var isStrange = server.Probe.Last is { Answer.InRecovery: false } && server.Node != nodes.Primary;
        if (server.Probe.Last is not { } last || silentFor > plan.Replicas.MaxStaleness || isStrange)
        {
            server.Rotation.Judge(staleness: null, now);
            return NodeState.Silent;
        }

        if (!last.Answer.InRecovery)
        {
            return new(Answers: true, IsWritable: true, timeline, TimeSpan.Zero, server.Rotation.Judge(TimeSpan.Zero, now));
        }

        // What it said ages while it says nothing more.
        var age = staleness.AgeOf(last.Answer.Position) + (silentFor > 2 * plan.Replicas.Poll ? silentFor : TimeSpan.Zero);
        return new(Answers: true, IsWritable: false, Timeline: 0, age, server.Rotation.Judge(age, now));
    }

    private sealed record Watched(DatabaseNode Node, NodeProbe Probe, Rotation Rotation);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Database server {Node} {Answers}")]
        public static partial void Answers(ILogger logger, string node, string answers);

        [LoggerMessage(2, LogLevel.Warning, "Database server {Node} is the primary now, on timeline {Timeline}")]
        public static partial void Promoted(ILogger logger, string node, uint timeline);

        [LoggerMessage(3, LogLevel.Information, "Database server {Node} {Decision}; {Behind} s behind")]
        public static partial void Rotation(ILogger logger, string node, string decision, double? behind);
    }
}
