namespace FairTradeWorker.Scaling.Plan;

/// <summary>The load that the platform is tried with.</summary>
/// <param name="DayOneCurve">The first day in short, stage after stage.</param>
/// <param name="ShortestThink">A user pauses between two requests for at least this …</param>
/// <param name="LongestThink">… and at most this long.</param>
public sealed record LoadTests(
    IReadOnlyDictionary<string, LoadStage> Scenarios,
    IReadOnlyList<LoadStage> DayOneCurve,
    int HomeownerPercent,
    int ContractorPercent,
    int OperatorPercent,
    TimeSpan ShortestThink,
    TimeSpan LongestThink);

/// <summary>So many users at the same time for so long.</summary>
public sealed record LoadStage(int Users, TimeSpan Duration);
