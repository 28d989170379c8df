using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>The work is done, sent back once, done again and approved; what is completed stays so.</summary>
internal sealed class Work(MarketplaceClient api, WalkReport report, TimeProvider clock)
{
    public async Task RunAsync(Cast cast, Job job, Bid losing, CancellationToken cancellationToken)
    {
        await MoveAsync(cast.Winner, job, "starts", "start", "in_progress", cancellationToken);
        await MoveAsync(cast.Winner, job, "says it is done", "submit-work", "work_submitted", cancellationToken);
        await MoveAsync(cast.Homeowner, job, "wants changes", "request-changes", "in_progress", cancellationToken);
        await MoveAsync(cast.Winner, job, "says it is done again", "submit-work", "work_submitted", cancellationToken);
        await MoveAsync(cast.Homeowner, job, "approves", "approve", "completed", cancellationToken);

        report.Step("A completed job neither starts again nor takes another bid");
        var restart = report.Saw(await api.MoveJobAsync(cast.Winner, job.Id, "start", cancellationToken), 409);
        report.Expect("there is no such move", "/problems/invalid-transition", restart.ProblemType);

        var key = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        report.Saw(
            await api.AcceptBidAsync(
                cast.Homeowner, losing.Id, new AcceptBidRequest(FeeQuoteId: null), key, cancellationToken),
            409);
    }

    private async Task MoveAsync(
        Session by, Job job, string does, string action, string status, CancellationToken cancellationToken)
    {
        report.Step($"{by.User.DisplayName} {does}");
        var moved = report.Saw(await api.MoveJobAsync(by, job.Id, action, cancellationToken), 200).Value;
        report.Expect($"the job is {status}", status, moved.Status);
    }
}
