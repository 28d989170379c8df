using System.Security.Cryptography;
using System.Text;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using FairTradeWorker.Scaling;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Storage;

namespace FairTradeWorker.Marketplace.Platform.Idempotency;

/// <summary>
/// One transaction around a writing handler. A 2xx commits, everything else rolls back; with an Idempotency-Key the
/// answer is stored in the same transaction, and a domain refusal (409, 422) is stored although its effect is undone.
/// A deadlock or serialization failure is run again.
/// </summary>
internal sealed class TransactionFilter(MarketplaceDb db, IdempotencyStore store, ScalingPlan plan) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(context, next);
            }
            catch (Exception exception) when (exception.IsSerializationFailure() && attempt < plan.Database.TransactionAttempts)
            {
                db.ChangeTracker.Clear();
                context.HttpContext.Response.Clear();
            }
        }
    }

    private async Task<IResult> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var ct = http.RequestAborted;
        var claim = Claim.Of(http);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (claim is not null)
        {
            if (await AnswerBeforeAsync(claim, ct) is { } first)
            {
                return first is CapturedAnswer ? Replayed(first, http) : first;
            }
        }

        var result = (IResult?)await next(context) ?? throw new InvalidOperationException("A handler returned nothing.");
        var answer = await CapturedAnswer.CaptureAsync(result, http);
        if (answer.IsSuccess)
        {
            // Events that the handler added after its last save.
            await db.SaveChangesAsync(ct);
        }

        if (claim is not null && answer.IsKept)
        {
            if (!answer.IsSuccess)
            {
                await transaction.RollbackToSavepointAsync(IdempotencyStore.BeforeEffect, ct);
            }

            await store.KeepAsync(claim.UserId, claim.Key, answer, ct);
            await CommitAsync(transaction);
        }
        else if (answer.IsSuccess)
        {
            await CommitAsync(transaction);
        }

        return answer;
    }

    private async Task<IResult?> AnswerBeforeAsync(Claim claim, CancellationToken ct)
    {
        try
        {
            return await store.ClaimAsync(claim.UserId, claim.Key, claim.Fingerprint, ct) switch
            {
                null => null,
                var first when first.Fingerprint.AsSpan().SequenceEqual(claim.Fingerprint) => CapturedAnswer.FromRecord(first),
                _ => new Problem(CommonProblems.IdempotencyKeyReused, "Use a new key for a new request."),
            };
        }
        catch (Exception exception) when (exception.IsLockTimeout())
        {
            return new Problem(CommonProblems.IdempotencyKeyInFlight, "The first request with this key is still running.")
            {
                RetryAfterSeconds = 1,
            };
        }
    }

    private static IResult Replayed(IResult answer, HttpContext http)
    {
        http.Response.Headers["Idempotent-Replayed"] = "true";
        return answer;
    }

    // A COMMIT that is cancelled may have happened: the caller's hanging up must not decide about it.
    private static Task CommitAsync(IDbContextTransaction transaction) => transaction.CommitAsync(CancellationToken.None);

    private sealed record Claim(Guid UserId, string Key, byte[] Fingerprint)
    {
        /// <summary>Null without a key, and for a request that is refused before any effect anyhow.</summary>
        public static Claim? Of(HttpContext context)
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<HonoursIdempotencyKey>() is null ||
                IdempotencyKey.Judge(context) is not null || IdempotencyKey.Of(context) is not { } key ||
                CurrentUser.From(context.User) is not { } user || context.Features.Get<RequestBody>() is not { } body)
            {
                return null;
            }

            var request = context.Request;
            var head = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n");
            return new(user.Id, key, SHA256.HashData([.. head, .. body.Bytes]));
        }
    }
}
