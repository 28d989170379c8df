using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Operations;

internal static class OperationsEndpoints
{
    private const string Message = """
        {
          "id": "0199a3e5-77aa-7be3-8d5f-b1f0a4a8c6d7",
          "aggregateId": "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11",
          "type": "bid.moved",
          "state": "dead",
          "occurredAt": "2026-11-23T10:00:00Z",
          "availableAt": "2026-11-24T09:58:12Z",
          "attempts": 151,
          "lastError": "timeout",
          "deadAt": "2026-11-24T10:01:00Z"
        }
        """;

    private const string AuditEntry = """
        {
          "sequence": 1,
          "occurredAt": "2026-11-24T11:00:00Z",
          "actorId": "0199a3c0-55aa-7d31-8a55-6a3c0e9f7d02",
          "action": "outbox.replay",
          "target": "0199a3e5-77aa-7be3-8d5f-b1f0a4a8c6d7",
          "reason": "The vendor is back.",
          "previousHash": "0000000000000000000000000000000000000000000000000000000000000000",
          "hash": "a3f5c1d2e4b60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
          "isIntact": true
        }
        """;

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/v1/admin").WithTags("Operations").RequireAuthorization(Policies.Operator);
        admin.MapGet("/outbox", ListOutbox.HandleAsync).WithName("listOutbox").Reads(Reading.Current)
            .Describe("List outbox messages", "Oldest first; pending ones, or dead letters with `state=dead`.",
                $$"""{ "items": [{{Message}}], "nextCursor": null }""", [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
        admin.MapPost("/outbox/{id}/replay", ReplayOutboxMessage.HandleAsync).WithName("replayOutboxMessage").InIdempotentTransaction()
            .Describe("Replay a dead letter", "It is tried again as if it were new. Audited.", Message,
                [CommonProblems.ValidationError, CommonProblems.NotFound, OperationsProblems.NotDead])
            .WithActionBody();
        admin.MapGet("/audit", ListAudit.HandleAsync).WithName("listAudit").Reads(Reading.Current)
            .Describe("Read the audit log", "Newest first. Each entry holds the hash of the one before.",
                $$"""{ "items": [{{AuditEntry}}], "nextCursor": null }""", [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
    }
}
