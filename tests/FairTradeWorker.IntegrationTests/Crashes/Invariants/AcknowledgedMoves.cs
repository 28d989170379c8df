using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.Ops.Check;

namespace FairTradeWorker.IntegrationTests.Crashes.Invariants;

/// <summary>
/// Every acknowledged move of a job was told to its owner once, in the acknowledged version, and no other move was:
/// the events are exactly the moves.
/// </summary>
internal static class AcknowledgedMoves
{
    private static readonly string[] Commands = ["jobs", "publish", "cancel", "start", "submit-work", "request-changes", "approve"];

    public static async Task<Finding> JudgeAsync(History history, Rows rows)
    {
        var moves = Commands.SelectMany(history.Acked)
            .Select(write => $"job {write.Answer.Id} {write.Answer.TextOf("status")} in version {write.Answer.Version}");
        // The answer to an acceptance is the agreement, which does not tell the job's version.
        var awards = history.Acked("accept").Select(write => $"job {write.Answer.TextOf("jobId")} awarded");
        var told = await rows.ColumnAsync<string>("""
            select 'job ' || j.id || ' ' || (e.data::json ->> 'status')
                || case when e.data::json ->> 'status' = 'awarded' then '' else ' in version ' || (e.data::json ->> 'version') end
            from user_events e join jobs j on j.id = (e.data::json ->> 'jobId')::uuid and j.homeowner_id = e.user_id
            where e.type = 'job.moved' and j.title like $1
            """, $"{history.Run} %");
        return Agreement.Of("moves of jobs", "acknowledged = told to the owner, in that version", moves.Concat(awards), told);
    }
}
