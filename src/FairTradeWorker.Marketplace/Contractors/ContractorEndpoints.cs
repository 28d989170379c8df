using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Contractors;

internal static class ContractorEndpoints
{
    public static void MapContractors(this IEndpointRouteBuilder routes)
    {
        var everybody = routes.MapGroup("/v1/contractors").WithTags("Contractors").AllowAnonymous();
        everybody.MapGet("/", ListContractors.HandleAsync).WithName("listContractors")
            .Describe("List contractors", "Those with a profile, the newest profile first; filters and search can be combined. With them a page may have fewer items than `limit`, or none, although more follow: only the last page has no `nextCursor`.",
                ContractorExamples.Page, [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
        everybody.MapGet("/{id}", GetContractor.HandleAsync).WithName("getContractor")
            .Describe("Read a contractor's profile", "The id is the user's.", ContractorExamples.Contractor, [CommonProblems.NotFound]);

        routes.MapPut("/v1/me/contractor-profile", PutContractorProfile.HandleAsync).WithName("putContractorProfile").WithTags("Contractors")
            .RequireAuthorization(Policies.Contractor).InTransaction()
            .Describe("Write my contractor profile", "Creates it or replaces the whole of it. If-Match may be sent, and then counts.",
                ContractorExamples.Contractor, [CommonProblems.ValidationError, CommonProblems.PreconditionFailed])
            .WithRequestBody<ContractorProfileContent>(ContractorExamples.Profile)
            .WithOptionalIfMatch();
    }
}
