using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Scaling;

/// <summary>The plan that a process obeys and the growth phase that it is in.</summary>
/// <param name="PhaseName">Key of <paramref name="Phase"/> in <see cref="ScalingPlan.Phases"/>.</param>
/// <param name="Source">Where the plan was read.</param>
public sealed record RunningPlan(ScalingPlan Plan, string PhaseName, GrowthPhase Phase, string Source)
{
    /// <summary>The phase of a process that was told none.</summary>
    public const string DefaultPhase = "launch";

    /// <summary>Chooses plan and phase.</summary>
    /// <param name="file">A plan of one's own, complete; null for the one that this build carries.</param>
    /// <param name="phase">Null for <see cref="DefaultPhase"/>.</param>
    /// <exception cref="ScalingPlanException">The file is not there or no valid plan, or has no such phase.</exception>
    public static RunningPlan Choose(string? file, string? phase)
    {
        var plan = string.IsNullOrWhiteSpace(file) ? ScalingPlan.Load() : ScalingPlan.Parse(ReadFile(file), file);
        var name = string.IsNullOrWhiteSpace(phase) ? DefaultPhase : phase;
        return new(plan, name, plan.Phase(name), string.IsNullOrWhiteSpace(file) ? ScalingPlan.FileName : file);
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScalingPlanException($"Scaling:File names {file}, which cannot be read: {exception.Message}", exception);
        }
    }
}
