namespace FairTradeWorker.Ops.Seed;

/// <summary>The tables that are filled, parents before children.</summary>
internal static class SeedTables
{
    /// <summary>The steps for a world; with none, what they would write can be compared with a database.</summary>
    public static IReadOnlyList<SeedStep> For(SeedWorld? world, string passwordHash) =>
    [
        SeedStep.Of(Users(passwordHash), world?.Users.All() ?? [], world?.Users.Count ?? 0),
        SeedStep.Of(Profiles(), world?.Profiles() ?? [], world?.Users.ContractorCount ?? 0),
        SeedStep.Of(Jobs(world), world?.Jobs ?? [], world?.Jobs.Count ?? 0),
        SeedStep.Of(Addresses(), world?.Addresses() ?? [], world?.Jobs.Count ?? 0),
        SeedStep.Of(Bids(world), world?.Bids ?? [], world?.Bids.Count ?? 0),
        SeedStep.Of(Agreements(), world?.Agreements ?? [], world?.Agreements.Count ?? 0),
        SeedStep.Of(Conversations(), world?.Conversations ?? [], world?.Conversations.Length ?? 0),
        SeedStep.Of(
            Messages(), world?.Messages() ?? [], world?.Conversations.Sum(conversation => (long)conversation.LastSequence) ?? 0),
    ];

    private static CopyTable<SeedUser> Users(string passwordHash) => new CopyTable<SeedUser>("users")
        .Uuid("id", user => user.Id)
        .Text("email", user => user.Email)
        .Text("normalized_email", user => user.Email)
        .Text("password_hash", _ => passwordHash)
        .Text("display_name", user => user.DisplayName)
        .Text("role", user => user.Role)
        .Text("plan", user => user.Plan)
        .Time("created_at", user => user.CreatedAt)
        .Integer("version", _ => 1);

    private static CopyTable<SeedProfile> Profiles() => new CopyTable<SeedProfile>("contractor_profiles")
        .Uuid("user_id", profile => profile.UserId)
        .Text("company_name", profile => profile.CompanyName)
        .Text("bio", profile => profile.Bio)
        .TextArray("trades", profile => profile.Trades)
        .TextArray("territory_ids", profile => profile.TerritoryIds)
        .Integer("years_experience", profile => profile.YearsExperience)
        .Flag("available_now", profile => profile.AvailableNow)
        .Time("created_at", profile => profile.CreatedAt)
        .Integer("version", _ => 1);

    private static CopyTable<SeedJob> Jobs(SeedWorld? world)
    {
        // Title and description are one draw; they are written right after each other.
        var description = "";
        return new CopyTable<SeedJob>("jobs")
            .Uuid("id", job => job.Id)
            .Uuid("homeowner_id", job => job.HomeownerId)
            .Text("title", job =>
            {
                (var title, description) = world?.TextOf(job) ?? ("", "");
                return title;
            })
            .Text("description", _ => description)
            .FixedText("territory_id", job => job.Territory.Id)
            .TextArray("trades", job => [.. job.Trades.Select(trade => trade.Id)])
            .OptionalBigint("budget_min_cents", job => job.BudgetMinCents)
            .OptionalBigint("budget_max_cents", job => job.BudgetMaxCents)
            .Text("size", job => job.Size)
            .Text("urgency", job => job.Urgency)
            .Text("status", job => job.Status)
            .Integer("bid_count", job => job.BidCount)
            .Integer("max_bids", job => job.MaxBids)
            .Time("bid_deadline", job => job.BidDeadline)
            .OptionalTime("preferred_start", job => job.PreferredStart)
            .Time("created_at", job => job.CreatedAt)
            .OptionalTime("published_at", job => job.PublishedAt)
            .OptionalTime("first_bid_at", job => job.FirstBidAt)
            .OptionalText("status_reason", job => job.Status == "cancelled" ? "Plans have changed." : null)
            .OptionalUuid("accepted_bid_id", job => job.AcceptedBidId)
            .OptionalUuid("awarded_contractor_id", job => job.AwardedContractorId)
            .OptionalUuid("agreement_id", job => job.AgreementId)
            .Integer("version", job => job.Version);
    }

    private static CopyTable<SeedAddress> Addresses() => new CopyTable<SeedAddress>("job_addresses")
        .Uuid("job_id", address => address.JobId)
        .Text("line1", address => address.Line1)
        .OptionalText("line2", address => address.Line2)
        .Text("city", address => address.City)
        .Text("state", address => address.State)
        .Text("zip", address => address.Zip);

    private static CopyTable<SeedBid> Bids(SeedWorld? world) => new CopyTable<SeedBid>("bids")
        .Uuid("id", bid => bid.Id)
        .Uuid("job_id", bid => bid.Job.Id)
        .Uuid("contractor_id", bid => bid.ContractorId)
        .Bigint("amount_cents", bid => bid.AmountCents)
        .Text("message", bid => world?.TextOf(bid) ?? "")
        .OptionalInteger("duration_days", bid => bid.DurationDays)
        .OptionalTime("earliest_start", bid => bid.DurationDays is { } days ? bid.SubmittedAt + TimeSpan.FromDays(days) : null)
        .Text("status", bid => bid.Status)
        .OptionalText("status_reason", bid => bid.Status == "withdrawn" ? "No time left for it." : null)
        .Time("submitted_at", bid => bid.SubmittedAt)
        .Integer("version", bid => bid.Version);

    private static CopyTable<SeedAgreement> Agreements() => new CopyTable<SeedAgreement>("agreements")
        .Uuid("id", agreement => agreement.Id)
        .Uuid("job_id", agreement => agreement.JobId)
        .Uuid("bid_id", agreement => agreement.BidId)
        .Uuid("homeowner_id", agreement => agreement.HomeownerId)
        .Uuid("contractor_id", agreement => agreement.ContractorId)
        .Bigint("amount_cents", agreement => agreement.AmountCents)
        .Bigint("platform_fee_cents", _ => SeedAgreement.PlatformFeeCents)
        .Bigint("total_cents", agreement => agreement.TotalCents)
        .Integer("fee_schedule_version", _ => SeedAgreement.FeeScheduleVersion)
        .OptionalUuid("fee_quote_id", _ => null)
        .Time("accepted_at", agreement => agreement.AcceptedAt);

    private static CopyTable<SeedConversation> Conversations() => new CopyTable<SeedConversation>("conversations")
        .Uuid("id", conversation => conversation.Id)
        .Uuid("job_id", conversation => conversation.Bid.Job.Id)
        .Uuid("homeowner_id", conversation => conversation.Bid.Job.HomeownerId)
        .Uuid("contractor_id", conversation => conversation.Bid.ContractorId)
        .Integer("last_sequence", conversation => conversation.LastSequence)
        .Integer("homeowner_read_sequence", conversation => conversation.HomeownerReadSequence)
        .Integer("contractor_read_sequence", conversation => conversation.ContractorReadSequence)
        .Time("created_at", conversation => conversation.CreatedAt)
        .Time("last_activity_at", conversation => conversation.LastActivityAt)
        .Integer("version", conversation => conversation.Version);

    private static CopyTable<SeedMessage> Messages() => new CopyTable<SeedMessage>("messages")
        .Uuid("conversation_id", message => message.ConversationId)
        .Integer("sequence", message => message.Sequence)
        .Uuid("id", message => message.Id)
        .Uuid("sender_id", message => message.SenderId)
        .Text("client_message_id", message => message.ClientMessageId)
        .Text("body", message => message.Body)
        .Time("sent_at", message => message.SentAt);
}
