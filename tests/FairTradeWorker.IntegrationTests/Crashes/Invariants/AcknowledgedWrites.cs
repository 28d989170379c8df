using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.Ops.Check;

namespace FairTradeWorker.IntegrationTests.Crashes.Invariants;

/// <summary>
/// What was acknowledged is stored exactly once, and nothing else: no refused write, and none of an unknown attempt
/// beside the one that was acknowledged for it.
/// </summary>
internal static class AcknowledgedWrites
{
    private const string OfRun = "job_id in (select id from jobs where title like $1)";

    public static async Task<IReadOnlyList<Finding>> JudgeAsync(History history, Rows rows, IReadOnlyList<Guid> letters)
    {
        var run = $"{history.Run} %";
        return
        [
            Agreement.Of("posted jobs", "acknowledged = stored",
                history.Acked("jobs").Select(write => $"job {write.Answer.Id} {write.About}"),
                await rows.ColumnAsync<string>("select 'job ' || id || ' ' || title from jobs where title like $1", run)),
            Agreement.Of("placed bids", "acknowledged = stored",
                history.Acked("bids").Select(write => $"bid {write.Answer.Id} {write.About}"),
                await rows.ColumnAsync<string>("select 'bid ' || id || ' ' || message from bids where message like $1", run)),
            Agreement.Of("withdrawn bids", "acknowledged = stored",
                history.Acked("withdraw").Select(write => $"bid {write.About}"),
                await rows.ColumnAsync<string>("select 'bid ' || id from bids where status = 'withdrawn' and message like $1", run)),
            Agreement.Of("accepted bids", "acknowledged = stored, one agreement each",
                history.Acked("accept").Select(write => $"bid {write.About} agreement {write.Answer.Id}"),
                await rows.ColumnAsync<string>($"select 'bid ' || bid_id || ' agreement ' || id from agreements where {OfRun}", run)),
            Agreement.Of("conversations", "acknowledged = stored",
                history.Acked("conversations").Select(write => $"talk {write.Answer.Id}").Distinct(),
                await rows.ColumnAsync<string>($"select 'talk ' || id from conversations where {OfRun}", run)),
            Agreement.Of("sent messages", "acknowledged = stored, under the acknowledged number",
                history.Acked("messages").Select(write => $"{write.About} as {write.Answer["sequence"]}"),
                await rows.ColumnAsync<string>("select conversation_id || ' ' || body || ' as ' || sequence from messages where body like $1", run)),
            Agreement.Of("audited acts", "acknowledged = in the audit log",
                history.Acked("replay").Select(write => write.About),
                await rows.ColumnAsync<string>("select target from audit_entries where target = any($1)",
                    (object)letters.Select(letter => letter.ToString()).ToArray())),
        ];
    }
}
