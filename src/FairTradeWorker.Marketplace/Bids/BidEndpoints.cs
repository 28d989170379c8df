using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.RateLimiting;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Bids;

internal static class BidEndpoints
{
    public static void MapBids(this IEndpointRouteBuilder routes)
    {
        MapForContractors(routes.MapGroup("/v1").WithTags("Bids").RequireAuthorization(Policies.Contractor));
        MapForHomeowners(routes.MapGroup("/v1").WithTags("Bids").RequireAuthorization(Policies.Homeowner));
        MapForBoth(routes.MapGroup("/v1").WithTags("Bids").RequireAuthorization(Policies.HomeownerOrContractor));
        MapFeeQuotes(routes.MapGroup("/v1/fee-quotes").WithTags("Fees").RequireAuthorization());
    }

    private static void MapForContractors(RouteGroupBuilder contractor)
    {
        contractor.MapPost("/jobs/{id}/bids", PlaceBid.HandleAsync).WithName("placeBid").WithHourlyLimit(HourlyLimit.Bids).InIdempotentTransaction()
            .Describe("Bid on a job", "Free. One live bid per contractor and job, at most maxBids on a job.", BidExamples.Bid,
                [CommonProblems.ValidationError, CommonProblems.NotFound, BidProblems.DuplicateBid, JobProblems.JobNotOpen, BidProblems.BidLimitReached])
            .WithRequestBody<BidContent>(BidExamples.PlaceBid);
        contractor.MapPatch("/bids/{id}", EditBid.HandleAsync).WithName("editBid").InTransaction()
            .Describe("Change a submitted bid", "While the job is open. JSON merge patch; needs If-Match.", BidExamples.Bid,
                [CommonProblems.ValidationError, CommonProblems.NotFound, JobProblems.InvalidTransition, JobProblems.JobNotOpen])
            .WithMergePatch<BidContent>(BidExamples.EditBid);
        contractor.MapPost("/bids/{id}/withdraw", WithdrawBid.HandleAsync).WithName("withdrawBid").InIdempotentTransaction()
            .Describe("Withdraw a submitted bid", "Frees its place; another bid may follow.", BidExamples.Bid,
                [CommonProblems.ValidationError, CommonProblems.NotFound, JobProblems.InvalidTransition])
            .WithActionBody();
        contractor.MapGet("/me/bids", ListMyBids.HandleAsync).WithName("listMyBids").Reads(Reading.Current)
            .Describe("List my bids", "Newest first.", BidExamples.Page, [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
    }

    private static void MapForHomeowners(RouteGroupBuilder homeowner)
    {
        homeowner.MapPost("/bids/{id}/decline", DeclineBid.HandleAsync).WithName("declineBid").InIdempotentTransaction()
            .Describe("Decline a submitted bid", "Frees its place on the job.", BidExamples.Bid,
                [CommonProblems.ValidationError, CommonProblems.NotFound, JobProblems.InvalidTransition])
            .WithActionBody();
        homeowner.MapPost("/bids/{id}/accept", AcceptBid.HandleAsync).WithName("acceptBid").InIdempotentTransaction(keyRequired: true)
            .Describe("Accept a bid", "Awards the job and makes the agreement; all other submitted bids become not_selected.",
                BidExamples.Agreement,
                [
                    CommonProblems.ValidationError, CommonProblems.IdempotencyKeyRequired, CommonProblems.NotFound,
                    BidProblems.JobAlreadyAwarded, JobProblems.InvalidTransition, BidProblems.FeeQuoteExpired, BidProblems.FeeQuoteMismatch,
                ])
            .WithRequestBody<AcceptBidRequest>(BidExamples.AcceptBid);
    }

    private static void MapForBoth(RouteGroupBuilder parties)
    {
        parties.MapGet("/jobs/{id}/bids", ListJobBids.HandleAsync).WithName("listJobBids").Reads(Reading.Current)
            .Describe("List the bids on a job", "Its owner sees all of them, a contractor only his own.", BidExamples.Page,
                [CommonProblems.NotFound, CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
        parties.MapGet("/bids/{id}", GetBid.HandleAsync).WithName("getBid").Reads(Reading.Current)
            .Describe("Read a bid", "For its contractor and the owner of the job.", BidExamples.Bid, [CommonProblems.NotFound]);
        parties.MapGet("/agreements/{id}", GetAgreement.HandleAsync).WithName("getAgreement").Reads(Reading.Current)
            .Describe("Read an agreement", "For its two parties.", BidExamples.Agreement, [CommonProblems.NotFound]);
    }

    private static void MapFeeQuotes(RouteGroupBuilder quotes)
    {
        quotes.MapPost("/", QuoteFees.HandleAsync).WithName("quoteFees").InIdempotentTransaction()
            .Describe("Ask what a payment would cost", "Holds until expiresAt.", BidExamples.FeeQuote, [CommonProblems.ValidationError])
            .WithRequestBody<FeeQuoteRequest>(BidExamples.QuoteFees);
        quotes.MapGet("/{id}", GetFeeQuote.HandleAsync).WithName("getFeeQuote").Reads(Reading.Current)
            .Describe("Read a fee quote", "For the user who asked.", BidExamples.FeeQuote, [CommonProblems.NotFound]);
    }
}
