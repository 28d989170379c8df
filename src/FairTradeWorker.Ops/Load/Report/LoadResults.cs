using FairTradeWorker.Ops.Load.Journeys;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>Makes the result of what was measured.</summary>
internal static class LoadResults
{
    private const double Megabyte = 1e6;

    public static LoadResult Of(
        ScalingPlan plan, LoadOptions options, LoadWorld world, LoadRun run, WriteResult writes, DateTimeOffset startedAt)
    {
        var measured = world.Measurements;
        var seconds = Math.Max(run.Elapsed.TotalSeconds, 0.001);
        var requests = Math.Max(measured.Total.Requests, 1);
        return new(
            options.Scenario.Name,
            [.. options.BaseUrls.Select(url => url.Authority)],
            startedAt,
            run.Peak,
            seconds,
            options.Scenario.Duration.TotalSeconds,
            Verdict.Judge(plan.Targets, measured.Total, writes),
            RouteResult.Of("all", measured.Total, seconds),
            run.UserSeconds / world.Mix.MeanThink.TotalSeconds / seconds,
            writes,
            run.Visitors.Sum(visitor => visitor.Repeats),
            new(run.Cpu.TotalMicroseconds / requests, Environment.WorkingSet / Megabyte),
            [
                .. Routes.All.Where(route => measured.Of(route).Requests > 0)
                    .Select(route => RouteResult.Of(route.Name, measured.Of(route), seconds)),
            ],
            measured.Faults,
            run.Moments);
    }
}
