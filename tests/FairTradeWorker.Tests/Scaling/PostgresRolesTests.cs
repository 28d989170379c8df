using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering;

namespace FairTradeWorker.Tests.Scaling;

public sealed class PostgresRolesTests
{
    [Fact]
    public void The_file_of_roles_is_what_the_plan_says() => Assert.Equal(
        File.ReadAllText(Path.Combine(Repository.Root, "infrastructure", "postgres", "roles.sql")), PostgresRoles.Render(ScalingPlan.Load()));

    [Fact]
    public void It_holds_no_password_and_lets_nobody_log_in()
    {
        var text = string.Join('\n', PostgresRoles.Render(ScalingPlan.Load()).Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)));
        Assert.DoesNotContain("PASSWORD '", text, StringComparison.Ordinal);
        Assert.DoesNotContain("LOGIN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_plan_changes_it()
    {
        var plan = ScalingPlan.Load();
        var roles = plan.Database.Roles with { Search = plan.Database.Roles.Search with { StatementTimeout = TimeSpan.FromMilliseconds(1500) } };
        Assert.Contains(
            "ALTER ROLE ftw_search SET statement_timeout = '1500ms';",
            PostgresRoles.Render(plan with { Database = plan.Database with { Roles = roles } }), StringComparison.Ordinal);
    }
}
