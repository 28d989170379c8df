using FairTradeWorker.Ops.Seed;

namespace FairTradeWorker.Tests.Ops.Seed;

public sealed class SeedWorldTests
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SeedPlan Plan = new(Users: 3_000, Jobs: 2_000, Bids: 10_000, Messages: 20_000, Seed: 42, Now);

    private static readonly SeedTerritory[] Territories =
        [.. Enumerable.Range(1, 500).Select(i => new SeedTerritory($"{i:00000}", $"County {i}", "TX"))];

    private static readonly SeedWorld World = SeedWorld.Create(Plan, Territories, TradeWords.Ids);

    [Fact]
    public void The_same_seed_makes_the_same_rows_and_another_seed_makes_others()
    {
        Assert.Equal(Print(World), Print(SeedWorld.Create(Plan, Territories.Reverse(), TradeWords.Ids)));
        Assert.NotEqual(Print(World), Print(SeedWorld.Create(Plan with { Seed = 43 }, Territories, TradeWords.Ids)));
    }

    [Fact]
    public void A_run_that_begins_behind_another_shares_no_id_and_no_address_with_it()
    {
        var second = SeedWorld.Create(Plan with { FirstUser = Plan.LastUser + 1 }, Territories, TradeWords.Ids);

        Assert.Empty(World.Users.All().Select(user => user.Email).Intersect(second.Users.All().Select(user => user.Email)));
        Assert.Empty(Ids(World).Intersect(Ids(second)));
        Assert.Equal(Ids(World).Count, Ids(World).Distinct().Count());
    }

    [Fact]
    public void There_are_exactly_as_many_rows_as_planned()
    {
        Assert.Equal(Plan.Users, World.Users.All().Count());
        Assert.Equal(Plan.Jobs, World.Jobs.Count);
        Assert.Equal(Plan.Bids, World.Bids.Count);
        Assert.Equal(Plan.Messages, World.Messages().Count());
        Assert.Equal(Plan.Messages / 8, World.Conversations.Length);
    }

    [Fact]
    public void Six_of_ten_users_are_homeowners_and_each_appears_only_in_his_role()
    {
        var roles = World.Users.All().ToDictionary(user => user.Id, user => user.Role);

        Assert.Equal(1_800, roles.Values.Count(role => role == "homeowner"));
        Assert.Equal(1, roles.Values.Count(role => role == "operator"));
        Assert.All(World.Jobs, job => Assert.Equal("homeowner", roles[job.HomeownerId]));
        Assert.All(World.Bids, bid => Assert.Equal("contractor", roles[bid.ContractorId]));
    }

    [Fact]
    public void Somewhat_more_than_half_of_the_jobs_are_open_and_every_state_occurs()
    {
        var states = World.Jobs.CountBy(job => job.Status).ToDictionary();

        Assert.InRange(states["open"], 1_000, 1_200);
        Assert.Equal(
            ["awarded", "cancelled", "completed", "draft", "expired", "in_progress", "open", "work_submitted"],
            states.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_few_territories_hold_much_and_many_hold_little()
    {
        var sizes = World.Jobs.CountBy(job => job.Territory.Id).Select(count => count.Value).OrderDescending().ToList();

        Assert.InRange(sizes[0], 60, 250);
        Assert.InRange(sizes.Take(25).Sum(), 600, 1_200);
        Assert.True(sizes.Count > 300, $"Only {sizes.Count} territories have jobs.");
    }

    [Fact]
    public void Postings_fill_a_year_and_lie_densest_at_its_end()
    {
        Assert.All(World.Jobs, job => Assert.InRange(job.CreatedAt, Now - TimeSpan.FromDays(365), Now));
        Assert.True(World.Jobs[0].CreatedAt < Now - TimeSpan.FromDays(300));
        var perMonth = World.Jobs.CountBy(job => (int)(Now - job.CreatedAt).TotalDays / 30).ToDictionary();
        Assert.True(perMonth[0] > 3 * perMonth[3]);
    }

    [Fact]
    public void Open_jobs_can_be_bid_on_for_at_least_an_hour_and_at_most_ninety_days_from_posting()
    {
        Assert.All(World.Jobs.Where(job => job.Status == "open"), job =>
        {
            Assert.True(job.BidDeadline >= Now + TimeSpan.FromHours(1));
            Assert.True(job.BidDeadline <= job.PublishedAt + TimeSpan.FromDays(90));
        });
        Assert.All(World.Jobs.Where(job => job.Status == "expired"), job => Assert.True(job.BidDeadline < Now));
    }

    [Fact]
    public void Exactly_the_awarded_jobs_have_one_accepted_bid_and_its_agreement()
    {
        var bids = World.Bids.ToLookup(bid => bid.Job);
        var agreements = World.Agreements.ToDictionary(agreement => agreement.JobId);
        Assert.All(World.Jobs, job =>
        {
            var accepted = bids[job].Where(bid => bid.Status == "accepted").ToList();
            Assert.Equal(job.IsAwarded ? 1 : 0, accepted.Count);
            Assert.Equal(accepted.SingleOrDefault()?.Id, job.AcceptedBidId);
            Assert.Equal(accepted.SingleOrDefault()?.ContractorId, job.AwardedContractorId);
            Assert.Equal(accepted.SingleOrDefault()?.AmountCents, agreements.GetValueOrDefault(job.Id)?.AmountCents);
            Assert.Equal(job.AgreementId, agreements.GetValueOrDefault(job.Id)?.Id);
        });
    }

    [Fact]
    public void Bids_stay_within_the_jobs_limit_and_time_and_no_contractor_bids_twice()
    {
        var bids = World.Bids.ToLookup(bid => bid.Job);
        Assert.All(World.Jobs, job =>
        {
            var kept = bids[job].Count(bid => bid.Status is not ("withdrawn" or "declined"));
            Assert.Equal(kept, job.BidCount);
            Assert.InRange(bids[job].Count(), 0, job.MaxBids);
            Assert.Equal(bids[job].Count(), bids[job].DistinctBy(bid => bid.ContractorId).Count());
            Assert.All(bids[job], bid => Assert.InRange(bid.SubmittedAt, job.CreatedAt, job.ClosedAt));
            Assert.Equal(job.Status == "open", bids[job].Any(bid => bid.Status == "submitted") || job is { Status: "open", BidCount: 0 });
        });
    }

    [Fact]
    public void Messages_are_numbered_without_a_gap_in_the_order_of_time_between_the_two_members()
    {
        var messages = World.Messages().ToLookup(message => message.ConversationId);
        Assert.Equal(World.Conversations.Length, World.Conversations.DistinctBy(talk => (talk.Bid.Job, talk.Bid.ContractorId)).Count());
        Assert.All(World.Conversations, talk =>
        {
            var own = messages[talk.Id].OrderBy(message => message.Sequence).ToList();
            Assert.Equal(Enumerable.Range(1, talk.LastSequence), own.Select(message => message.Sequence));
            Assert.Equal(own.Select(message => message.SentAt).Order(), own.Select(message => message.SentAt));
            Assert.Equal(talk.LastActivityAt, own[^1].SentAt);
            Assert.True(own[0].SentAt >= talk.CreatedAt && talk.CreatedAt >= talk.Bid.SubmittedAt && own[^1].SentAt <= Now);
            Assert.All(own, message => Assert.True(
                message.SenderId == talk.Bid.Job.HomeownerId ? talk.HomeownerReadSequence >= LastBy(own, message)
                : message.SenderId == talk.Bid.ContractorId && talk.ContractorReadSequence >= LastBy(own, message)));
            Assert.InRange(talk.HomeownerReadSequence, 0, talk.LastSequence);
            Assert.InRange(talk.ContractorReadSequence, 0, talk.LastSequence);
        });
    }

    [Fact]
    public void Nobody_acts_before_he_has_registered()
    {
        var since = World.Users.All().ToDictionary(user => user.Id, user => user.CreatedAt);

        Assert.All(World.Jobs, job => Assert.True(since[job.HomeownerId] <= job.CreatedAt));
        Assert.All(World.Bids, bid => Assert.True(since[bid.ContractorId] <= bid.SubmittedAt));
    }

    [Fact]
    public void Texts_have_the_lengths_that_the_API_allows_and_common_and_rare_words()
    {
        var texts = World.Jobs.Select(World.TextOf).ToList();
        Assert.All(texts, text =>
        {
            Assert.InRange(text.Title.Length, 10, 200);
            Assert.InRange(text.Description.Length, 20, 5_000);
            Assert.DoesNotContain('{', text.Description);
        });
        Assert.All(World.Bids, bid => Assert.InRange(World.TextOf(bid).Length, 10, 2_000));
        Assert.InRange(texts.Count(text => text.Description.Contains("price", StringComparison.Ordinal)), 500, 1_900);
        Assert.InRange(texts.Count(text => text.Description.Contains("dumbwaiter", StringComparison.Ordinal)), 1, 60);
    }

    private static int LastBy(List<SeedMessage> messages, SeedMessage of) =>
        messages.Where(message => message.SenderId == of.SenderId).Max(message => message.Sequence);

    private static List<Guid> Ids(SeedWorld world) =>
    [
        .. world.Users.All().Select(user => user.Id), .. world.Jobs.Select(job => job.Id), .. world.Bids.Select(bid => bid.Id),
        .. world.Agreements.Select(agreement => agreement.Id), .. world.Conversations.Select(talk => talk.Id),
        .. world.Messages().Select(message => message.Id),
    ];

    private static string Print(SeedWorld world) => string.Join(
        '\n',
        world.Users.All().Cast<object>().Concat(world.Jobs.Select(job => $"{job.Id} {job.Territory.Id} {job.Status} {world.TextOf(job)}"))
            .Concat(world.Bids.Select(bid => $"{bid.Id} {bid.ContractorId} {bid.AmountCents} {bid.Status} {world.TextOf(bid)}"))
            .Concat(world.Agreements).Concat(world.Addresses()).Concat(world.Messages()));
}
