using FairTradeWorker.Scaling;

namespace FairTradeWorker.Ops.Load;

internal enum Role
{
    Homeowner,
    Contractor,
    Operator,
}

/// <summary>Who the users are, how long they pause and how often they write: from the plan, as in day1-launch.js.</summary>
internal sealed class LoadMix
{
    private readonly int homeownerPercent;
    private readonly int contractorPercent;
    private readonly TimeSpan shortestThink;
    private readonly TimeSpan longestThink;

    public LoadMix(ScalingPlan plan)
    {
        var tests = plan.LoadTests;
        (homeownerPercent, contractorPercent) = (tests.HomeownerPercent, tests.ContractorPercent);
        (shortestThink, longestThink) = (tests.ShortestThink, tests.LongestThink);

        // Of the users of a day, so many write once: jobs by homeowners, bids by contractors, messages by both.
        var active = plan.Phases.First().Value.DailyActiveUsers / 100d;
        var (homeowners, contractors) = (active * homeownerPercent, active * contractorPercent);
        PostsJob = plan.LaunchDay.Jobs / homeowners;
        PlacesBid = plan.LaunchDay.Bids / contractors;
        SendsMessage = plan.LaunchDay.Messages / (homeowners + contractors);
    }

    /// <summary>The share of a homeowner's visits in which he posts a job.</summary>
    public double PostsJob { get; }

    /// <summary>The share of a contractor's visits in which he bids.</summary>
    public double PlacesBid { get; }

    /// <summary>The share of both's visits in which they write to the other.</summary>
    public double SendsMessage { get; }

    public TimeSpan MeanThink => (shortestThink + longestThink) / 2;

    public TimeSpan LongestThink => longestThink;

    /// <summary>Users of one kind are not neighbours, so that a few of them have the mix of many.</summary>
    public Role RoleOf(int user)
    {
        var place = user * 37L % 100;
        return place < homeownerPercent ? Role.Homeowner
            : place < homeownerPercent + contractorPercent ? Role.Contractor
            : Role.Operator;
    }

    public TimeSpan Think(Random random) => shortestThink + ((longestThink - shortestThink) * random.NextDouble());
}
