using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering.Monitoring;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>infrastructure/prometheus and docs/runbooks. What the rules do is tried by promtool, elsewhere.</summary>
public sealed class MonitoringFilesTests
{
    private static readonly ScalingPlan Plan = ScalingPlan.Load();

    private static readonly IReadOnlyList<RuleFile.Rule> Alerts = OfTimes(AlertTimes.Of(Plan));

    [Fact]
    public void Every_alert_has_a_page_and_every_page_an_alert()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/runbooks"), "*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(Alerts.Select(alert => alert.Alert).Distinct().Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
        Assert.Equal(MonitoringFiles.AlertNames(Plan).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_page_says_what_it_means_how_to_look_what_to_do_and_how_it_ends() =>
        Assert.All(MonitoringFiles.AlertNames(Plan), name =>
        {
            var page = File.ReadAllText(Path.Combine(Repository.Root, $"docs/runbooks/{name}.md"));
            Assert.All(new[] { $"# {name}\n", "## What it means\n", "## How to look\n", "## What to do\n", "## How it ends\n" },
                heading => Assert.Contains(heading, page, StringComparison.Ordinal));
        });

    [Fact]
    public void Every_alert_says_how_bad_it_is_and_where_its_page_is() => Assert.All(Alerts, alert =>
    {
        Assert.Contains(alert.Labels["severity"], new[] { "warning", "critical" });
        Assert.Equal($"docs/runbooks/{alert.Alert}.md", alert.Annotations["runbook_url"]);
        Assert.NotEmpty(alert.Annotations["summary"]);
        Assert.NotEmpty(alert.Annotations["description"]);
        Assert.NotEmpty(alert.For);
    });

    [Theory]
    [InlineData("ApiSlow", "> 1", "600s", "> 2", "300s")]
    [InlineData("ApiErrors", "> 2", "600s", "> 5", "300s")]
    [InlineData("CpuHigh", "> 70", "600s", "> 90", "300s")]
    [InlineData("PrimaryConnectionsHigh", "> 80", "600s", "> 95", "120s")]
    [InlineData("MemoryHigh", "> 75", "600s", "> 90", "300s")]
    [InlineData("DatabaseDiskFull", "> 80", "600s", "> 95", "300s")]
    public void Every_row_of_the_plan_warns_and_alarms(string name, string warning, string warningFor, string critical, string criticalFor)
    {
        Assert.Single(Alerts, alert => alert.Alert == name && alert.Labels["severity"] == "warning" && alert.Expr.EndsWith(warning, StringComparison.Ordinal) && alert.For == warningFor);
        Assert.Single(Alerts, alert => alert.Alert == name && alert.Labels["severity"] == "critical" && alert.Expr.EndsWith(critical, StringComparison.Ordinal) && alert.For == criticalFor);
    }

    [Fact]
    public void A_cache_that_misses_warns() =>
        Assert.Single(Alerts, alert => alert.Alert == "CacheHitRatioLow" && alert.Labels["severity"] == "warning" && alert.Expr.EndsWith("< 70", StringComparison.Ordinal) && alert.For == "900s");

    [Fact]
    public void The_shorter_times_of_the_tests_are_all_that_is_different_in_them()
    {
        var shorter = OfTimes(AlertTimes.ForTests(Plan));

        Assert.Equal(Alerts.Select(Who), shorter.Select(Who));
        Assert.All(shorter, alert => Assert.InRange(int.Parse(alert.For[..^1], System.Globalization.CultureInfo.InvariantCulture), 1, 10));

        static (string?, string, string) Who(RuleFile.Rule rule) => (rule.Alert, rule.Labels["severity"], rule.Annotations["description"]);
    }

    [Fact]
    public void The_route_that_no_percentile_counts_exists()
    {
        var route = Assert.Single(MarketplaceApp.Endpoints.OfType<RouteEndpoint>(), endpoint => endpoint.DisplayName?.Contains("StreamEvents", StringComparison.Ordinal) == true
            || endpoint.RoutePattern.RawText == "/v1/me/stream").RoutePattern.RawText;

        Assert.All(File.ReadLines(Path.Combine(Repository.Root, "infrastructure/prometheus/rules.yml")).Where(line => line.Contains("histogram_quantile", StringComparison.Ordinal)),
            line => Assert.Contains($"http_route!=\"{route}\"", line, StringComparison.Ordinal));
    }

    private static List<RuleFile.Rule> OfTimes(AlertTimes times)
    {
        var files = MonitoringFiles.Of(Plan, times, new("/rules", null, "alertmanager:9093"), new(null, null));
        return [.. new[] { MonitoringFiles.RuleFile, MonitoringFiles.PlanRuleFile }
            .SelectMany(name => StrictYaml.ReadSnake<RuleFile>(files[name]).Groups).SelectMany(group => group.Rules).Where(rule => rule.Alert is not null)];
    }
}

/// <summary>What is used of Prometheus' files of rules.</summary>
public sealed class RuleFile
{
    public List<Group> Groups { get; set; } = [];

    public sealed class Group
    {
        public string Name { get; set; } = "";
        public List<Rule> Rules { get; set; } = [];
    }

    public sealed class Rule
    {
        public string? Record { get; set; }
        public string? Alert { get; set; }
        public string Expr { get; set; } = "";
        public string For { get; set; } = "";
        public Dictionary<string, string> Labels { get; set; } = [];
        public Dictionary<string, string> Annotations { get; set; } = [];
    }
}
