using System.Diagnostics.Metrics;
using System.Reflection;
using FairTradeWorker.Scaling;
using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>
/// Meters <c>FairTradeWorker.Process</c> (what this process may use, and which build it is) and
/// <c>FairTradeWorker.Plan</c> (every number of the scaling plan that it obeys). What it uses is in <c>System.Runtime</c>.
/// </summary>
internal sealed class ProcessMetrics : IHostedService
{
    public ProcessMetrics(IMeterFactory meters, RunningPlan running)
    {
        var (limits, process, plan) = (ProcessLimits.Read(), meters.Create("FairTradeWorker.Process"), meters.Create("FairTradeWorker.Plan"));
        process.CreateObservableGauge("ftw.process.cpu.limit", () => limits.Cores, "{cpu}", "Processor cores that the process may use");
        process.CreateObservableGauge("ftw.process.memory.limit", () => limits.MemoryBytes, "By", "Memory that the process may use");
        Info(process, "ftw.build.info", "The build that runs", ("version", Version.Number), ("commit", Version.Commit));
        Info(plan, "ftw.plan.info", "The scaling plan that is obeyed",
            ("phase", running.PhaseName), ("fingerprint", running.Plan.Fingerprint()));
        var values = running.Plan.Values().Select(value => new Measurement<double>((double)value.Number, new KeyValuePair<string, object?>("key", value.Key))).ToList();
        plan.CreateObservableGauge("ftw.plan.value", () => values, null, "A number of the scaling plan in force; times in seconds");
        var phase = new (string Limit, long Number)[]
        {
            ("users", running.Phase.Users), ("daily_active_users", running.Phase.DailyActiveUsers), ("concurrent_users", running.Phase.ConcurrentUsers),
        }.Select(limit => new Measurement<long>(limit.Number, new KeyValuePair<string, object?>("limit", limit.Limit))).ToList();
        plan.CreateObservableGauge("ftw.plan.phase.limit", () => phase, "{user}", "What the running growth phase must carry");
    }

    private static (string Number, string Commit) Version =>
        (Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+') is [var number, var commit, ..]
            ? (number, commit)
            : ("unknown", "unknown");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Info(Meter meter, string name, string description, params (string Label, string Value)[] labels)
    {
        var measurement = new Measurement<int>(1, labels.Select(label => new KeyValuePair<string, object?>(label.Label, label.Value)));
        meter.CreateObservableGauge(name, () => measurement, null, description);
    }
}
