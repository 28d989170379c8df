namespace FairTradeWorker.Scaling.Plan;

/// <summary>Requests that one caller may make. The whole quota may be spent at once, then it refills evenly.</summary>
/// <param name="Window">The time in which a quota refills.</param>
/// <param name="Anonymous">Requests per window of one address without a token.</param>
/// <param name="Authenticated">Of a user of the free plan.</param>
/// <param name="Pro">Of a user of the pro plan.</param>
/// <param name="LocalShareFactor">Without Redis an instance grants quota ÷ instances × this.</param>
/// <param name="LocalKeys">Most callers that one instance remembers then.</param>
/// <param name="FailedSignIns">Wrong passwords of one account before it must wait …</param>
/// <param name="FailedSignInWindow">… for so long.</param>
/// <param name="PasswordQueue">Most requests of one instance that wait to have a password hashed …</param>
/// <param name="PasswordPatience">… and the longest wait.</param>
public sealed record RateLimits(
    TimeSpan Window,
    int Anonymous,
    int Authenticated,
    int Pro,
    int Operator,
    HourlyLimits PerHour,
    decimal LocalShareFactor,
    int LocalKeys,
    int FailedSignIns,
    TimeSpan FailedSignInWindow,
    int PasswordQueue,
    TimeSpan PasswordPatience);

/// <summary>What one user may create in an hour.</summary>
public sealed record HourlyLimits(int Jobs, int Bids, int Invoices, int Messages, int AiScopes);

/// <summary>Redis, shared by all instances.</summary>
/// <param name="Patience">Longest time that a request waits for it; then the local fallback decides.</param>
/// <param name="Failures">Commands in a row without an answer after which an instance leaves it alone …</param>
/// <param name="OpenFor">… for so long; then one request asks again.</param>
public sealed record RedisLimits(TimeSpan Patience, int Failures, TimeSpan OpenFor, int MaxMemoryMebibytes);

/// <summary>Server-Sent Events.</summary>
/// <param name="PerUser">Most open streams of one user over all instances.</param>
/// <param name="EventsPerSecond">Most events that one stream carries; the rest is coalesced.</param>
/// <param name="Renewal">How often a stream says that it lives, to Redis and to its reader.</param>
/// <param name="Expiry">A stream that has not said so for this long has ended.</param>
/// <param name="PageSize">Most events that are read at once.</param>
/// <param name="PollWithoutSignals">How often the database is asked when no signal comes.</param>
/// <param name="Retention">How long an event can be asked for again.</param>
public sealed record StreamLimits(
    int PerUser, int EventsPerSecond, TimeSpan Renewal, TimeSpan Expiry, int PageSize, TimeSpan PollWithoutSignals, TimeSpan Retention);
