using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Ops.Load;

/// <summary>How many users there are at each moment: straight lines from stage to stage.</summary>
/// <param name="Start">Users at the first moment.</param>
/// <param name="Stages">Each leads to its number of users within its time.</param>
internal sealed record LoadScenario(string Name, int Start, IReadOnlyList<LoadStage> Stages)
{
    /// <summary>The name of the first day's curve beside the plan's scenarios.</summary>
    public const string Curve = "curve";

    public TimeSpan Duration => Stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.Duration);

    public int Peak => Stages.Select(stage => stage.Users).Append(Start).Max();

    public static IEnumerable<string> NamesIn(LoadTests plan) => plan.Scenarios.Keys.Append(Curve);

    /// <summary>The scenario of this name, or null when the plan has none.</summary>
    public static LoadScenario? Find(LoadTests plan, string name) =>
        plan.Scenarios.TryGetValue(name, out var steady) ? new(name, steady.Users, [steady])
        : name == Curve ? new(name, 0, plan.DayOneCurve)
        : null;

    /// <summary>With another peak, all stages in proportion.</summary>
    public LoadScenario WithPeak(int users)
    {
        var times = users / (double)Peak;
        return this with { Start = Scaled(Start), Stages = [.. Stages.Select(stage => stage with { Users = Scaled(stage.Users) })] };

        int Scaled(int of) => (int)Math.Round(of * times);
    }

    /// <summary>With another length, all stages in proportion.</summary>
    public LoadScenario Within(TimeSpan duration) =>
        this with { Stages = [.. Stages.Select(stage => stage with { Duration = stage.Duration * (duration / Duration) })] };

    /// <summary>How many users there are to be after so long; none behind the end.</summary>
    public int UsersAt(TimeSpan elapsed)
    {
        var from = Start;
        foreach (var stage in Stages)
        {
            if (elapsed < stage.Duration)
            {
                return from + (int)Math.Round((stage.Users - from) * (elapsed / stage.Duration));
            }

            elapsed -= stage.Duration;
            from = stage.Users;
        }

        return 0;
    }
}
