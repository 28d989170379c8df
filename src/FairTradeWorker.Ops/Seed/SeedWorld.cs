namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// Everything that a plan makes, consistent in itself: what refers to something refers to something earlier. Holds ids,
/// times and numbers in memory (about half a kilobyte per job with its bids); texts are written while rows are read.
/// </summary>
internal sealed class SeedWorld
{
    private readonly SeedPlan plan;
    private readonly TalkWriter talk;
    private readonly ProfileWriter profiles;

    private SeedWorld(
        SeedPlan plan, UserDirectory users, ProfileWriter profiles, SeedJob[] jobs, SeedBid[] bids, SeedAgreement[] agreements)
    {
        this.plan = plan;
        this.profiles = profiles;
        talk = new TalkWriter(plan);
        Users = users;
        Jobs = jobs;
        Bids = bids;
        Agreements = agreements;
        Conversations = talk.Draw(bids);
    }

    public UserDirectory Users { get; }

    /// <summary>Sorted by creation.</summary>
    public IReadOnlyList<SeedJob> Jobs { get; }

    /// <summary>Sorted by submission.</summary>
    public IReadOnlyList<SeedBid> Bids { get; }

    public IReadOnlyList<SeedAgreement> Agreements { get; }

    public SeedConversation[] Conversations { get; }

    /// <param name="plan">A plan without a <see cref="SeedPlan.Problem"/>.</param>
    /// <param name="territories">At least one.</param>
    /// <param name="tradeIds">At least one; trades that are not known here get general words.</param>
    public static SeedWorld Create(
        SeedPlan plan, IEnumerable<SeedTerritory> territories, IReadOnlyList<string> tradeIds)
    {
        var users = new UserDirectory(plan);
        var trades = TradeWords.For(tradeIds);
        var map = new TerritoryMap(territories, plan.Key);
        var jobs = new JobWriter(plan, users, map, trades).Draw();
        var (bids, agreements) = new BidWriter(plan, users).Draw(jobs);
        return new SeedWorld(plan, users, new ProfileWriter(plan, users, map, trades), jobs, bids, agreements);
    }

    /// <summary>Sorted by sending.</summary>
    public IEnumerable<SeedMessage> Messages() => talk.Messages(Conversations);

    /// <summary>What contractors say about themselves, in the order of their registration.</summary>
    public IEnumerable<SeedProfile> Profiles() => profiles.Profiles();

    public (string Title, string Description) TextOf(SeedJob job) =>
        Prose.Job(Dice.Of(plan.Key, DiceStream.JobText, job.Number), job.Trades[0]);

    public string TextOf(SeedBid bid) => Prose.Bid(Dice.Of(plan.Key, DiceStream.BidText, bid.Number));

    /// <summary>Nineteen jobs of twenty have one.</summary>
    public IEnumerable<SeedAddress> Addresses()
    {
        foreach (var job in Jobs)
        {
            var dice = Dice.Of(plan.Key, DiceStream.Address, job.Number);
            if (dice.Chance(0.95))
            {
                yield return new SeedAddress(
                    job.Id,
                    $"{1 + dice.Below(9_999)} {dice.Early(PeopleWords.Streets)} {dice.Early(PeopleWords.StreetKinds)}",
                    dice.Chance(0.15) ? $"Apt {1 + dice.Below(400)}" : null,
                    job.Territory.Name,
                    job.Territory.State,
                    $"{501 + dice.Below(99_400):00000}");
            }
        }
    }
}
