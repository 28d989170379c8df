namespace FairTradeWorker.Scaling.Plan;

/// <summary>When a failing dependency is left alone, for each one.</summary>
public sealed record BreakerLimits(
    BreakerLimit Database, BreakerLimit Openai, BreakerLimit Stripe, BreakerLimit Twilio, BreakerLimit Sendgrid, BreakerLimit Storage)
{
    /// <summary>All of them with their keys in the plan.</summary>
    public IReadOnlyDictionary<string, BreakerLimit> All => new Dictionary<string, BreakerLimit>
    {
        ["database"] = Database,
        ["openai"] = Openai,
        ["stripe"] = Stripe,
        ["twilio"] = Twilio,
        ["sendgrid"] = Sendgrid,
        ["storage"] = Storage,
    };
}

/// <summary>One dependency's breaker, per process.</summary>
/// <param name="Failures">Failures in a row that open it.</param>
/// <param name="AttemptTimeout">Longest time of one attempt.</param>
/// <param name="OpenFor">Time until a first call is let through again.</param>
/// <param name="Successes">Good calls in a row that close it.</param>
/// <param name="Tries">Most attempts of one request.</param>
public sealed record BreakerLimit(int Failures, TimeSpan AttemptTimeout, TimeSpan OpenFor, int Successes, int Tries);
