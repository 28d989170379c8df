using System.Security.Cryptography;
using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>The product's main job from sign-up to approval, in the order in which people live it.</summary>
internal sealed class MainJobWalk(MarketplaceClient api, WalkReport report, TimeProvider clock)
{
    /// <exception cref="CheckFailedException">The API did something else than it promises.</exception>
    /// <exception cref="UnexpectedAnswerException">An answer has not the promised form.</exception>
    /// <exception cref="HttpRequestException">The API could not be reached.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var word = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 10);

        var cast = await new Signup(api, report, word).RunAsync(cancellationToken);
        var job = await new JobPosting(api, report, clock, word).RunAsync(cast.Homeowner, cancellationToken);
        var (winning, losing) = await new Bidding(api, report).RunAsync(cast, job, cancellationToken);
        await new Award(api, report, clock).RunAsync(cast, job, winning, losing, cancellationToken);
        await new Talk(api, report, clock).RunAsync(cast, job, cancellationToken);
        await new Work(api, report, clock).RunAsync(cast, job, losing, cancellationToken);
    }
}
