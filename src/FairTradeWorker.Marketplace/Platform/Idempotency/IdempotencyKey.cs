using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Idempotency;

/// <summary>The <c>Idempotency-Key</c> header: 16 to 255 printable ASCII characters, once.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int MinLength = 16;
    private const int MaxLength = 255;

    /// <summary>The key of a request whose key <see cref="Judge"/> found nothing wrong with; null when there is none.</summary>
    public static string? Of(HttpContext context) => context.Request.Headers[Header] is [{ } key] ? key : null;

    /// <summary>What is wrong with the key on an endpoint that honours keys.</summary>
    public static Problem? Judge(HttpContext context)
    {
        var support = context.GetEndpoint()?.Metadata.GetMetadata<HonoursIdempotencyKey>();
        var values = context.Request.Headers[Header];
        if (support is null)
        {
            return null;
        }

        if (values.Count == 0)
        {
            return support.Required
                ? new Problem(CommonProblems.IdempotencyKeyRequired, $"Send {Header}.")
                : null;
        }

        return values is [{ Length: >= MinLength and <= MaxLength } key] && key.All(c => c is >= ' ' and <= '~')
            ? null
            : CommonProblems.Invalid(Header, $"Must be {MinLength} to {MaxLength} printable ASCII characters, sent once.");
    }
}

/// <summary>Marks an endpoint whose effect and answer are kept under the caller's key.</summary>
/// <param name="Required">Whether the endpoint refuses requests without a key.</param>
internal sealed record HonoursIdempotencyKey(bool Required);

/// <summary>Marks an endpoint whose handler runs inside one database transaction.</summary>
internal sealed record RunsInTransaction;

internal static class IdempotencyConventions
{
    /// <summary>
    /// Runs the handler inside one database transaction and, when the caller sent a key, makes a repetition answer
    /// with the first answer. Every POST that creates or moves something has this.
    /// </summary>
    public static RouteHandlerBuilder InIdempotentTransaction(this RouteHandlerBuilder builder, bool keyRequired = false) =>
        builder.WithMetadata(new HonoursIdempotencyKey(keyRequired)).InTransaction();

    /// <summary>Runs the handler inside one database transaction; for PATCH and PUT, which need no key.</summary>
    public static RouteHandlerBuilder InTransaction(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new RunsInTransaction()).AddEndpointFilter<TransactionFilter>();
}
