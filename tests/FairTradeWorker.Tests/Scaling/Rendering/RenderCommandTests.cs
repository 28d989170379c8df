using FairTradeWorker.Ops.Render;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>The command line, on a repository of its own.</summary>
public sealed class RenderCommandTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("ftw-render").FullName;

    public RenderCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "infrastructure"));
        Directory.CreateDirectory(Path.Combine(root, "docs"));
        File.WriteAllText(Path.Combine(root, ScalingPlan.FileName), PlanEdit.Text);
        File.Copy(Path.Combine(Repository.Root, "docs/SCALING_PLAN.md"), Path.Combine(root, "docs/SCALING_PLAN.md"));
    }

    [Fact]
    public void What_was_rendered_is_found_good_until_a_number_changes()
    {
        Assert.Equal(1, Run("--check"));
        Assert.Equal(0, Run());
        Assert.Equal(0, Run("--check"));
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "infrastructure/docker-compose.yml")), Read("infrastructure/docker-compose.yml"));

        File.WriteAllText(Path.Combine(root, ScalingPlan.FileName), PlanEdit.With("pooler.defaultPoolSize", "24"));
        Assert.Equal(1, Run("--check"));
        Assert.Contains("default_pool_size = 25", Read("infrastructure/pgbouncer/pgbouncer.ini"), StringComparison.Ordinal);
        Assert.Equal(0, Run());
        Assert.Contains("default_pool_size = 24", Read("infrastructure/pgbouncer/pgbouncer.ini"), StringComparison.Ordinal);
        Assert.Equal(0, Run("--check"));
    }

    [Fact]
    public void A_file_that_nobody_renders_has_no_place_among_those_that_are()
    {
        Assert.Equal(0, Run());
        File.WriteAllText(Path.Combine(root, "infrastructure/kubernetes/stranger.yaml"), "");

        Assert.Equal(1, Run("--check"));
        Assert.Equal(1, Run());
        Assert.True(File.Exists(Path.Combine(root, "infrastructure/kubernetes/stranger.yaml")));
    }

    [Fact]
    public void The_times_of_a_trial_are_written_where_they_are_asked_for_and_nowhere_else()
    {
        Assert.Equal(0, Run());

        Assert.Equal(0, Run("--test-durations", Path.Combine(root, "trial")));

        Assert.Contains("for: 4s", Read("trial/rules.yml"), StringComparison.Ordinal);
        Assert.DoesNotContain("for: 600s", Read("trial/rules.yml"), StringComparison.Ordinal);
        Assert.Contains("for: 600s", Read("infrastructure/prometheus/rules.yml"), StringComparison.Ordinal);
        Assert.Equal(0, Run("--check"));
    }

    [Fact]
    public void A_plan_that_contradicts_itself_renders_nothing()
    {
        File.WriteAllText(Path.Combine(root, ScalingPlan.FileName), PlanEdit.With("pooler.maxDbConnections", "101"));

        Assert.Equal(2, Run());
        Assert.False(Directory.Exists(Path.Combine(root, "infrastructure/kubernetes")));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Read(string path) => File.ReadAllText(Path.Combine(root, path));

    private int Run(params string[] arguments) => RenderCommand.Create().Parse(["--root", root, .. arguments]).Invoke();
}
