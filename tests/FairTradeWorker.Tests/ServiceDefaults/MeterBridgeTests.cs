using System.Diagnostics.Metrics;
using System.Text;
using FairTradeWorker.Scaling;
using FairTradeWorker.ServiceDefaults.Measuring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FairTradeWorker.Tests.ServiceDefaults;

public sealed class MeterBridgeTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory meters;
    private readonly MeterBridge bridge;

    public MeterBridgeTests()
    {
        meters = services.GetRequiredService<IMeterFactory>();
        bridge = new(meters, ScalingPlan.Load(), NullLogger<MeterBridge>.Instance);
    }

    [Fact]
    public async Task Instruments_are_named_as_OpenTelemetry_says()
    {
        var meter = meters.Create("FairTradeWorker.Test");
        meter.CreateCounter<long>("ftw.requests", "{request}").Add(7, new KeyValuePair<string, object?>("ftw.kind", "good"));
        meter.CreateHistogram<double>("ftw.wait", "s").Record(0.3);
        meter.CreateUpDownCounter<int>("ftw.level", "By").Add(5);
        meter.CreateObservableCounter("ftw.seen", () => 3L);
        meter.CreateObservableGauge("ftw.temperature", () => 20.5);

        var text = await ReadAsync();

        Assert.Contains("ftw_requests_total{ftw_kind=\"good\"} 7\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE ftw_requests_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("ftw_wait_seconds_bucket{le=\"0.5\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("ftw_level_bytes 5\n", text, StringComparison.Ordinal);
        Assert.Contains("ftw_seen_total 3\n", text, StringComparison.Ordinal);
        Assert.Contains("ftw_temperature 20.5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_longer_told_is_no_longer_shown()
    {
        List<string> databases = ["one", "two"];
        meters.Create("FairTradeWorker.Test").CreateObservableGauge("ftw.pools", () => databases.Select(
            name => new Measurement<int>(name.Length, new KeyValuePair<string, object?>("database", name))));
        Assert.Contains("ftw_pools{database=\"two\"} 3\n", await ReadAsync(), StringComparison.Ordinal);

        databases.Remove("two");

        var text = await ReadAsync();
        Assert.Contains("ftw_pools{database=\"one\"} 3\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("two", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_gauge_that_fails_leaves_the_others()
    {
        var meter = meters.Create("FairTradeWorker.Test");
        meter.CreateObservableGauge("ftw.broken", int () => throw new InvalidOperationException("gone"));
        meter.CreateObservableGauge("ftw.whole", () => 1);

        Assert.Contains("ftw_whole 1\n", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Meters_of_others_are_not_exported()
    {
        meters.Create("Somebody.Else").CreateCounter<int>("ftw.foreign").Add(1);
        using var other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        other.GetRequiredService<IMeterFactory>().Create("FairTradeWorker.Test").CreateCounter<int>("ftw.neighbour").Add(1);

        var text = await ReadAsync();

        Assert.DoesNotContain("ftw_foreign", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ftw_neighbour", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_s_limits_are_the_process_s()
    {
        var folder = Directory.CreateTempSubdirectory("ftw-cgroup");
        try
        {
            Assert.Equal(Environment.ProcessorCount, ProcessLimits.Read(folder.FullName).Cores);
            File.WriteAllText(Path.Combine(folder.FullName, "cpu.max"), "150000 100000\n");
            File.WriteAllText(Path.Combine(folder.FullName, "memory.max"), "805306368\n");
            Assert.Equal(new ProcessLimits(1.5, 805306368), ProcessLimits.Read(folder.FullName));
            File.WriteAllText(Path.Combine(folder.FullName, "cpu.max"), "max 100000\n");
            File.WriteAllText(Path.Combine(folder.FullName, "memory.max"), "max\n");
            Assert.Equal(Environment.ProcessorCount, ProcessLimits.Read(folder.FullName).Cores);
            Assert.InRange(ProcessLimits.Read(folder.FullName).MemoryBytes, 1e6, 1e15);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose()
    {
        bridge.Dispose();
        services.Dispose();
    }

    private async Task<string> ReadAsync()
    {
        using var text = new MemoryStream();
        await bridge.Registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
