using System.Text.RegularExpressions;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>infrastructure/docker-compose.yml, read strictly.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "infrastructure/docker-compose.yml"));
    private static readonly ComposeFile Compose = StrictYaml.ReadSnake<ComposeFile>(Text);

    [Theory]
    [InlineData("stop_grace_period:", "stop_grace_periods:")]
    [InlineData("depends_on:", "dependsOn:")]
    [InlineData("interval:", "intervall:")]
    [InlineData("    restart: \"no\"", "    restart: \"no\"\n    restart: \"no\"")]
    public void A_key_that_does_not_exist_or_stands_twice_is_refused(string good, string bad)
    {
        Assert.Contains(good, Text, StringComparison.Ordinal);

        Assert.ThrowsAny<YamlDotNet.Core.YamlException>(() =>
            StrictYaml.ReadSnake<ComposeFile>(Text.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_secret_is_in_it_and_none_may_be_missing()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "infrastructure/README.md"));
        var variables = Variable().Matches(Text);

        Assert.InRange(variables.Select(variable => variable.Groups[1].Value).Distinct().Count(), 7, 12);
        Assert.All(variables, variable =>
        {
            Assert.StartsWith(":?", variable.Groups[2].Value, StringComparison.Ordinal);
            Assert.Contains($"`{variable.Groups[1].Value}`", readme, StringComparison.Ordinal);
        });
        Assert.All(
            Compose.Services.Values.SelectMany(service => service.Environment).Where(variable => variable.Key.EndsWith("PASSWORD", StringComparison.Ordinal)),
            variable => Assert.StartsWith("${", variable.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)password=(?!\\$\\{)", Text);
    }

    [Fact]
    public void Whatever_a_service_refers_to_exists()
    {
        var stages = Dockerfile.Read().Stages.Select(stage => stage.Name).ToList();
        foreach (var (name, service) in Compose.Services)
        {
            Assert.True(service.Image is null ^ service.Build is null, name);
            Assert.All(service.DependsOn, other => Assert.True(
                other.Value.Condition == "service_healthy"
                    ? Compose.Services[other.Key].Healthcheck is not null
                    : other.Value.Condition == "service_completed_successfully" && Compose.Services[other.Key].Restart == "no",
                $"{name} waits for {other.Key}"));
            Assert.All(service.Secrets, secret => Assert.Contains(secret, Compose.Secrets.Keys));
            Assert.All(service.Configs, config => Assert.Contains(config.Source, Compose.Configs.Keys));
            Assert.All(service.Volumes.Select(volume => volume.Split(':')[0]), source => Assert.True(source.StartsWith("./", StringComparison.Ordinal)
                ? Path.Exists(Path.Combine(Repository.Root, "infrastructure", source))
                : Compose.Volumes.ContainsKey(source), source));
            Assert.Equal(name == "migrator", service.Healthcheck is null);
            Assert.True(service.Build is null || stages.Contains(service.Build.Target), name);
        }
    }

    [Fact]
    public void Processes_and_servers_have_what_the_plan_gives_them()
    {
        var plan = ScalingPlan.Load();
        var (api, worker, redis) = (Compose.Services["api"], Compose.Services["worker"], Compose.Services["redis"]);

        Assert.Equal((plan.Autoscaling.MinInstances, plan.Workers.Instances), (api.Deploy?.Replicas, worker.Deploy?.Replicas));
        Assert.All(new[] { api, worker }, service =>
        {
            Assert.Equal(("1", $"{plan.Instance.MemoryMebibytes}M"), (service.Deploy?.Resources.Limits.Cpus, service.Deploy?.Resources.Limits.Memory));
            Assert.True(service.ReadOnly);
            Assert.Equal("launch", service.Environment["Scaling__Phase"]);
        });
        Assert.Equal(["127.0.0.1:5080-5087:8080"], api.Ports);
        Assert.Equal("512mb", redis.Command[redis.Command.IndexOf("--maxmemory") + 1]);
        Assert.All(
            Compose.Services.Where(service => service.Key.StartsWith("postgres", StringComparison.Ordinal)),
            service => Assert.Contains("max_connections=130", service.Value.Command));
        Assert.Equal(3, Compose.Services.Keys.Count(name => name.StartsWith("postgres", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\$\{([A-Z_]+)([^}]*)\}")]
    private static partial Regex Variable();
}
