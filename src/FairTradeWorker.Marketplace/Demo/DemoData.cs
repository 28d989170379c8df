using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Contractors;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Messaging;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Demo;

/// <summary>
/// Four accounts to sign in with, and a neighbourhood of jobs, bids and messages in every state, so that a developer's
/// first lists look alive. Only the migrator in Development adds it, once: it is there when the homeowner is.
/// </summary>
internal sealed class DemoData(MarketplaceDb db, TimeProvider clock)
{
    /// <summary>The password of all four accounts.</summary>
    public const string Password = "Demo-Passw0rd!";

    private readonly DateTimeOffset now = clock.Now();

    public async Task AddAsync(CancellationToken ct)
    {
        if (await db.Users.AnyAsync(user => user.NormalizedEmail == "homeowner@demo.test", ct))
        {
            return;
        }

        var homeowner = AddUser("homeowner", "Hanna Homeowner", UserRole.Homeowner, Plan.Free);
        var contractor = AddUser("contractor", "Carlos Contractor", UserRole.Contractor, Plan.Free);
        var pro = AddUser("pro", "Priya Pro", UserRole.Contractor, Plan.Pro);
        AddProfile(contractor, "Carlos Home Repair", "Plumbing and electrical work in and around Austin since 2009.", ["plumbing", "electrical"], 17);
        AddProfile(pro, "Priya Roofing & Solar", "Roofs, gutters and solar panels, with a written warranty.", ["roofing", "solar"], 8);
        AddUser("operator", "Otto Operator", UserRole.Operator, Plan.Free);
        var number = 0;
        foreach (var work in DemoWork.All)
        {
            AddWork(work, number++, homeowner, contractor, pro);
        }

        await db.SaveChangesAsync(ct);
    }

    private User AddUser(string name, string displayName, UserRole role, Plan plan)
    {
        var user = new User
        {
            Id = clock.NewId(),
            Email = $"{name}@demo.test",
            NormalizedEmail = $"{name}@demo.test",
            PasswordHash = PasswordHash.Create(Password),
            DisplayName = displayName,
            Role = role,
            Plan = plan,
            CreatedAt = now - TimeSpan.FromDays(30),
        };
        db.Users.Add(user);
        return user;
    }

    private void AddProfile(User user, string companyName, string bio, string[] trades, int yearsExperience) =>
        db.ContractorProfiles.Add(new ContractorProfile
        {
            UserId = user.Id,
            CompanyName = companyName,
            Bio = bio,
            Trades = trades,
            TerritoryIds = ["48453", "48491"],
            YearsExperience = yearsExperience,
            AvailableNow = true,
            CreatedAt = user.CreatedAt + TimeSpan.FromHours(1),
        });

    private void AddWork(DemoWork work, int number, User homeowner, User contractor, User pro)
    {
        var posted = now - TimeSpan.FromHours(3 + (number * 5));
        var isAwarded = work.Status is JobStatus.Awarded or JobStatus.InProgress or JobStatus.WorkSubmitted or JobStatus.Completed;
        var winner = number % 2 == 0 ? contractor : pro;
        var bidId = clock.NewId();
        var job = CreateJob(work, homeowner, posted, isAwarded ? (bidId, winner.Id, clock.NewId()) : null);
        db.Jobs.Add(job);
        db.JobAddresses.Add(new JobAddress
        {
            JobId = job.Id,
            Line1 = $"{100 + number} Demo Street",
            City = "Austin",
            State = "TX",
            Zip = "78701",
        });
        foreach (var (bidder, place) in new[] { winner, winner == pro ? contractor : pro }.Take(work.Bids).Select((user, i) => (user, i)))
        {
            AddBid(job, place == 0 ? bidId : clock.NewId(), bidder, place, posted, work, isAwarded);
        }
    }

    private void AddBid(Job job, Guid bidId, User bidder, int place, DateTimeOffset posted, DemoWork work, bool isAwarded)
    {
        var amount = (job.BudgetMinCents ?? 20_000) + (place * 4_500) + 2_500;
        db.Bids.Add(new Bid
        {
            Id = bidId,
            JobId = job.Id,
            ContractorId = bidder.Id,
            AmountCents = amount,
            Message = "I have done this many times and can start this week. Materials are included.",
            DurationDays = 1 + place,
            Status = (isAwarded, place) switch
            {
                (true, 0) => BidStatus.Accepted,
                (true, _) => BidStatus.NotSelected,
                _ => BidStatus.Submitted,
            },
            SubmittedAt = posted + TimeSpan.FromMinutes(20 + (place * 35)),
        });
        if (isAwarded && place == 0 && job.AgreementId is { } agreementId)
        {
            db.Agreements.Add(new Agreement
            {
                Id = agreementId,
                JobId = job.Id,
                BidId = bidId,
                HomeownerId = job.HomeownerId,
                ContractorId = bidder.Id,
                AmountCents = amount,
                PlatformFeeCents = FeeSchedule.Current.PlatformFeeCents,
                TotalCents = amount + FeeSchedule.Current.PlatformFeeCents,
                FeeScheduleVersion = FeeSchedule.Current.Version,
                AcceptedAt = posted + TimeSpan.FromHours(2),
            });
        }

        AddTalk(job, bidder, posted + TimeSpan.FromHours(1), work.Talk);
    }

    private void AddTalk(Job job, User contractor, DateTimeOffset begun, IReadOnlyList<string> talk)
    {
        if (talk.Count == 0)
        {
            return;
        }

        var conversation = new Conversation
        {
            Id = clock.NewId(),
            JobId = job.Id,
            HomeownerId = job.HomeownerId,
            ContractorId = contractor.Id,
            LastSequence = talk.Count,
            HomeownerReadSequence = talk.Count - 1,
            ContractorReadSequence = talk.Count,
            CreatedAt = begun,
            LastActivityAt = begun + TimeSpan.FromMinutes(4 * talk.Count),
        };
        db.Conversations.Add(conversation);
        db.Messages.AddRange(talk.Select((text, i) => new Message
        {
            Id = clock.NewId(),
            ConversationId = conversation.Id,
            Sequence = i + 1,
            SenderId = i % 2 == 0 ? contractor.Id : job.HomeownerId,
            ClientMessageId = $"demo-{i + 1}",
            Body = text,
            SentAt = begun + TimeSpan.FromMinutes(4 * (i + 1)),
        }));
    }

    private Job CreateJob(DemoWork work, User homeowner, DateTimeOffset posted, (Guid BidId, Guid WinnerId, Guid AgreementId)? award) => new()
    {
        Id = Guid.CreateVersion7(posted),
        HomeownerId = homeowner.Id,
        Title = work.Title,
        Description = work.Description,
        TerritoryId = work.TerritoryId,
        Trades = [work.Trade],
        BudgetMinCents = work.BudgetMinCents,
        BudgetMaxCents = work.BudgetMaxCents,
        Size = JobRules.SizeOf(work.BudgetMaxCents),
        Urgency = work.Urgency,
        Status = work.Status,
        BidCount = work.Bids,
        MaxBids = JobRules.DefaultMaxBids,
        BidDeadline = work.Status == JobStatus.Expired ? now - TimeSpan.FromHours(1) : posted + JobRules.DefaultBiddingTime,
        CreatedAt = posted,
        PublishedAt = work.Status == JobStatus.Draft ? null : posted,
        FirstBidAt = work.Bids > 0 ? posted + TimeSpan.FromMinutes(20) : null,
        AcceptedBidId = award?.BidId,
        AwardedContractorId = award?.WinnerId,
        AgreementId = award?.AgreementId,
    };
}
