using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>Which talk to open.</summary>
/// <param name="ContractorId">Required from a homeowner; a contractor talks for himself and leaves it out.</param>
[ValidatableType]
public sealed record StartConversationRequest(Guid JobId, Guid? ContractorId = null);

internal static class StartConversation
{
    public static async Task<Results<Created<ConversationResponse>, Ok<ConversationResponse>, Problem>> HandleAsync(
        Body<StartConversationRequest> body, CurrentUser user, MarketplaceDb db, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var isHomeowner = user.Role == UserRole.Homeowner;
        if ((isHomeowner ? request.ContractorId : request.ContractorId ?? user.Id) is not { } contractorId ||
            (!isHomeowner && contractorId != user.Id))
        {
            return CommonProblems.Invalid("contractorId",
                isHomeowner ? "Is required: whom to talk to." : "Must be left out or be your own id.");
        }

        var homeownerId = await db.Jobs.VisibleTo(user)
            .Where(job => job.Id == request.JobId && (!isHomeowner || job.HomeownerId == user.Id))
            .Select(job => (Guid?)job.HomeownerId).SingleOrDefaultAsync(ct);
        if (homeownerId is null)
        {
            return CommonProblems.Missing();
        }

        if (!await db.Bids.AnyAsync(bid => bid.JobId == request.JobId && bid.ContractorId == contractorId, ct))
        {
            return new Problem(MessagingProblems.NoBid, "This contractor has not bid on this job.");
        }

        return await OpenAsync(db, request.JobId, homeownerId.Value, contractorId, user, clock, http, ct);
    }

    // Both may open it at the same moment; the unique index lets one row in and both get the same conversation.
    private static async Task<Results<Created<ConversationResponse>, Ok<ConversationResponse>, Problem>> OpenAsync(
        MarketplaceDb db, Guid jobId, Guid homeownerId, Guid contractorId, CurrentUser user, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var now = clock.Now();
        var created = await db.Database.ExecuteSqlAsync($"""
            insert into conversations (id, job_id, homeowner_id, contractor_id, last_sequence, homeowner_read_sequence,
                contractor_read_sequence, created_at, last_activity_at, version)
            values ({clock.NewId()}, {jobId}, {homeownerId}, {contractorId}, 0, 0, 0, {now}, {now}, 1)
            on conflict (job_id, contractor_id) do nothing
            """, ct);
        var conversation = await db.Conversations.Where(found => found.JobId == jobId && found.ContractorId == contractorId)
            .Select(ConversationResponse.For(user.Id)).SingleAsync(ct);
        http.SetETag(conversation.Version);
        return created == 1
            ? TypedResults.Created($"/v1/conversations/{conversation.Id}", conversation)
            : TypedResults.Ok(conversation);
    }
}
