using FairTradeWorker.IntegrationTests.Crashes.Invariants;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.Ops.Check;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>The clients' logs find what a database that is whole in itself cannot know.</summary>
[Collection(BreakableCollection.Name)]
public sealed class InvariantTests(BreakablePlatform platform) : ApiTest(platform)
{
    // Damage, repair, and the invariant that must find it; $1 is what marks the run.
    private static readonly (string Damage, string Repair, string Found)[] Damages =
    [
        ("update jobs set title = title || 'x' where title like $1", "update jobs set title = rtrim(title, 'x') where title like $1", "posted jobs"),
        ("update bids set message = 'lost ' || message where message like $1", "update bids set message = substr(message, 6) where message like 'lost ' || $1", "placed bids"),
        ("update bids set status = 'declined' where status = 'withdrawn' and message like $1",
            "update bids set status = 'withdrawn' where status = 'declined' and message like $1", "withdrawn bids"),
        ("update agreements set job_id = job_id, bid_id = bid_id, id = overlay(id::text placing 'ffffffff' from 1)::uuid where job_id in (select id from jobs where title like $1)",
            "update agreements a set id = j.agreement_id from jobs j where j.id = a.job_id and j.title like $1", "accepted bids"),
        ("update messages set body = 'lost ' || body where body like $1", "update messages set body = substr(body, 6) where body like 'lost ' || $1", "sent messages"),
        ("update user_events set type = 'job.lost' where type = 'job.moved' and data::json ->> 'jobId' in (select id::text from jobs where title like $1)",
            "update user_events set type = 'job.moved' where type = 'job.lost' and data::json ->> 'jobId' in (select id::text from jobs where title like $1)", "moves of jobs"),
        ("update idempotency_records set body = body || ' '::bytea where convert_from(body, 'UTF8') like '%' || $1",
            "update idempotency_records set body = substr(body, 1, length(body) - 1) where convert_from(body, 'UTF8') like '%' || $1", "same reply"),
    ];

    [Fact]
    public async Task What_was_lost_doubled_or_answered_otherwise_is_found()
    {
        var crowd = await Crowded.StartAsync(Api);
        await crowd.WriteAsync(300);
        await crowd.EndAsync();
        await UntilAsync(async () => await Rows.ScalarAsync<long>(
            "select count(*) from outbox_messages where type <> 'nobody.knows' or dead_at is null") == 0, "everything is told");
        await Rows.ExecuteAsync("delete from outbox_messages where type = 'nobody.knows'");
        Assert.Empty(await BrokenAsync(crowd));

        foreach (var (damage, repair, found) in Damages)
        {
            var damaged = await Rows.ExecuteAsync(damage, $"{crowd.History.Run} %");
            Assert.True(damaged > 0, $"{found}: nothing was damaged.");
            Assert.Contains(found, await BrokenAsync(crowd));
            Assert.Equal(damaged, await Rows.ExecuteAsync(repair, $"{crowd.History.Run} %"));
        }

        Assert.Empty(await BrokenAsync(crowd));
    }

    [Fact]
    public void A_log_that_lacks_a_stored_thing_or_has_it_once_where_it_is_twice_is_not_agreed_with()
    {
        Assert.Equal(["lost: b", "never acknowledged: c"], Agreement.Of("", "", ["a", "b"], ["a", "c"]).Broken);
        Assert.Equal(["doubled: a"], Agreement.Of("", "", ["a"], ["a", "a"]).Broken);
        Assert.True(Agreement.Of("", "", ["a", "b"], ["b", "a"]).Holds);
    }

    [Fact]
    public void Readers_who_see_an_older_version_or_a_state_that_was_left_are_found()
    {
        Assert.False(Reads.Monotonic(Of(("a", 2, "open"), ("a", 1, "open"))).Holds);
        Assert.False(Reads.StatesGoForward(Of(("a", 2, "completed"), ("a", 3, "open"))).Holds);
        Assert.False(Reads.StatesGoForward(Of(("a", 2, "open"), ("a", 2, "awarded"))).Holds);
        var good = Of(("a", 1, "open"), ("a", 5, "completed"), ("b", 1, "submitted"), ("b", 2, "withdrawn"));
        Assert.True(Reads.Monotonic(good).Holds && Reads.StatesGoForward(good).Holds);
    }

    private static History Of(params (string Id, int Version, string Status)[] sights)
    {
        var history = new History();
        foreach (var (id, version, status) in sights)
        {
            history.Add(new Sight(1, id, version, status));
        }

        return history;
    }

    private async Task<IReadOnlyList<string>> BrokenAsync(Crowded crowd)
    {
        Finding[] findings =
        [
            .. await AcknowledgedWrites.JudgeAsync(crowd.History, Rows, crowd.Planted),
            await AcknowledgedMoves.JudgeAsync(crowd.History, Rows),
            await Replies.JudgeAsync(crowd.History, Api),
            Answers.AllCame(crowd.History), Answers.NoneWasAFailure(crowd.History),
            Reads.Monotonic(crowd.History), Reads.StatesGoForward(crowd.History),
        ];
        return [.. findings.Where(finding => !finding.Holds).Select(finding => finding.Name)];
    }
}
