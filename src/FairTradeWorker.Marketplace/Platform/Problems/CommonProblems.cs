using FairTradeWorker.Marketplace.Platform.Http;

namespace FairTradeWorker.Marketplace.Platform.Problems;

/// <summary>The problems that any endpoint can answer with.</summary>
public static class CommonProblems
{
    public static readonly ProblemType ValidationError = new("validation-error", 400, "The request is not valid",
        "A member of the body, a query parameter or a header is missing, unknown or has a wrong form or value.",
        "Correct what the members of `errors` name and send the request again.");

    public static readonly ProblemType InvalidCursor = new("invalid-cursor", 400, "The cursor is not valid",
        "The cursor was not made by this API, or it was made for another list, filter or user.",
        "Start at the first page, without a cursor, and follow `nextCursor` with unchanged filters.");

    public static readonly ProblemType IdempotencyKeyRequired = new("idempotency-key-required", 400,
        "An Idempotency-Key is required",
        "This operation must never happen twice, so it is only taken with a key that makes a repetition recognisable.",
        "Send an Idempotency-Key header of 16 to 255 printable ASCII characters, new for each operation.");

    public static readonly ProblemType Unauthenticated = new("unauthenticated", 401, "Not signed in",
        "The request has no access token, or one that is forged, expired or meant for another service.",
        "Sign in or refresh the token and send it as `Authorization: Bearer <accessToken>`.");

    public static readonly ProblemType Forbidden = new("forbidden", 403, "Not for this role",
        "The signed-in account has a role that can never do this.",
        "Use an account of the role that the operation's description names.");

    public static readonly ProblemType NotFound = new("not-found", 404, "Not found",
        "There is nothing at this address that this caller may see.",
        "Check the address and the account. Things of other people look like things that are not there.");

    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed",
        "The address exists, but not with this HTTP method.", "Use one of the methods of the `Allow` header.");

    public static readonly ProblemType IdempotencyKeyInFlight = new("idempotency-key-in-flight", 409,
        "The first request is still running",
        "Another request with the same Idempotency-Key has not ended yet.",
        "Wait as long as `Retry-After` says and send the same request again.");

    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "Changed in the meantime",
        "The resource has a newer version than the one that `If-Match` names.",
        "Read the resource again, look at what changed, and repeat the change with the new ETag.");

    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large",
        $"A JSON body may have at most {RequestBody.MaxBytes / 1024} KB.", "Send less.");

    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415,
        "Unsupported media type", "The body has a media type or charset that this operation does not read.",
        "Send `Content-Type: application/json` in UTF-8.");

    public static readonly ProblemType IdempotencyKeyReused = new("idempotency-key-reused", 422,
        "The Idempotency-Key was used for another request",
        "A request with this key was answered before, and its method, address or body differ from this one.",
        "Use a new key for a new operation.");

    public static readonly ProblemType PreconditionRequired = new("precondition-required", 428,
        "If-Match is required", "A change must say which version it is made against, so that nobody's work is lost.",
        "Send `If-Match` with the ETag of the last GET, or `*` to change whatever is there.");

    public static readonly ProblemType RateLimited = new("rate-limited", 429, "Too many requests",
        "The caller has spent a quota. Requests are counted by account, without a good access token by network address; " +
        "refused and repeated ones count too. `RateLimit-Policy` and `RateLimit` of every answer say what is left.",
        "Wait as many seconds as `Retry-After` says, and spread the requests over time.");

    public static readonly ProblemType BadRequest = new("bad-request", 400, "The request cannot be read",
        "The request is not well-formed HTTP, or was cut off.", "Send a well-formed request.");

    public static readonly ProblemType InternalError = new("internal-error", 500, "Something went wrong here",
        "The request ran into a defect of this service. It was logged under `traceId`.",
        "Try again later, with the same Idempotency-Key where one was sent; report the traceId if it persists.");

    public static readonly ProblemType Unavailable = new("temporarily-unavailable", 503, "Temporarily unavailable",
        "A server that this operation needs does not answer or is too busy. Nothing was changed, or it is not known.",
        "Try again as `Retry-After` says, with the same Idempotency-Key where one was sent.");

    public static readonly ProblemType ReadOnly = new("read-only", 503, "Only reading is possible",
        "The primary database is away; what was written before is kept and can be read. Nothing was changed.",
        "Try again as `Retry-After` says.");

    /// <summary>What <c>Retry-After</c> says when a server should be back soon.</summary>
    public const int RetrySoonSeconds = 2;

    public static IReadOnlyList<ProblemType> All { get; } =
    [
        ValidationError, InvalidCursor, IdempotencyKeyRequired, BadRequest, Unauthenticated, Forbidden, NotFound,
        MethodNotAllowed, IdempotencyKeyInFlight, PreconditionFailed, BodyTooLarge, UnsupportedMediaType,
        IdempotencyKeyReused, PreconditionRequired, RateLimited, InternalError, Unavailable, ReadOnly,
    ];

    public static Problem Missing() => new(NotFound, "There is nothing here that you may see.");

    /// <summary>A validation problem about one member, header or query parameter.</summary>
    public static Problem Invalid(string member, string message) => Invalid(
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [member] = [message] });

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(ValidationError, $"Not valid: {string.Join(", ", errors.Keys.Order(StringComparer.Ordinal))}.") { Errors = errors };
}
