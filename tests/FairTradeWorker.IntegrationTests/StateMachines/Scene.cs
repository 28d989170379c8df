using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.StateMachines;

/// <summary>A job, brought into a state together with its bids and, where the table is about it, its conversation.</summary>
internal sealed class Scene
{
    private readonly Api api;

    private Scene(Api api, Cast cast, string section, string jobId) => (this.api, Cast, Section, JobId) = (api, cast, section, jobId);

    public Cast Cast { get; }

    public string Section { get; }

    public string JobId { get; }

    public string BidId { get; private set; } = "";

    public string AgreementId { get; private set; } = "";

    public string ConversationId { get; private set; } = "";

    /// <summary>The id of the thing that the table is about.</summary>
    public string MainId => Section switch { "Jobs" => JobId, "Bids" => BidId, "Agreements" => AgreementId, _ => ConversationId };

    public static async Task<Scene> SetAsync(Api api, Cast cast, string section, string state)
    {
        var isDraft = state is "draft" or "cancelled draft";
        var job = Market.Job();
        job["draft"] = isDraft;
        var scene = new Scene(api, cast, section, await api.PostJobAsync(cast.Owner, job));
        var rivalsBid = "";
        if (!isDraft)
        {
            scene.BidId = await api.BidAsync(cast.Contractor, scene.JobId);
            rivalsBid = await api.BidAsync(cast.Bidder, scene.JobId);
        }

        if (section == "Conversations")
        {
            scene.ConversationId = (await api.PostAsync("/v1/conversations", cast.Contractor, new { jobId = scene.JobId })).Is(201).Id;
            await scene.SayAsync(cast.Owner);
        }

        foreach (var step in StepsTo(state))
        {
            await scene.DoAsync(step, rivalsBid);
        }

        await scene.QuietAsync();
        return scene;
    }

    public async Task SayAsync(Person by) => (await api.SayAsync(by, ConversationId, "Is Tuesday good?")).Is(201);

    /// <summary>Waits until everybody has been told of everything.</summary>
    public Task QuietAsync() => ApiTest.UntilAsync(async () => await api.Rows.ScalarAsync<long>("""
        select count(*) from outbox_messages
        where aggregate_id = $1 or aggregate_id in (select id from conversations where job_id = $1)
        """, Guid.Parse(JobId)) == 0, "the events of a job are handled");

    /// <summary>All rows of the job as one text, and how many events were written; what changes nothing leaves it as it is.</summary>
    public Task<string> SnapshotAsync() => api.Rows.ScalarAsync<string>("""
        with talks as (select * from conversations where job_id = $1)
        select concat_ws(E'\n',
            (select job::text from jobs job where id = $1),
            (select address::text from job_addresses address where job_id = $1),
            (select string_agg(bid::text, ' ' order by id) from bids bid where job_id = $1),
            (select agreement::text from agreements agreement where job_id = $1),
            (select string_agg(talk::text, ' ' order by id) from talks talk),
            (select string_agg(message::text, ' ' order by id) from messages message where conversation_id in (select id from talks)),
            (select count(*) from outbox_messages where aggregate_id = $1 or aggregate_id in (select id from talks)),
            (select count(*) from user_events where user_id = any($2) and data like any
                (select '%' || id || '%' from (select $1 as id union all select id from talks) ids)))
        """, Guid.Parse(JobId), Cast.Ids);

    /// <summary>Version and status of the thing that the table is about; conversations have no status.</summary>
    public async Task<(int Version, string Status)> StateAsync()
    {
        var (table, status) = Section switch { "Jobs" => ("jobs", "status"), "Bids" => ("bids", "status"), _ => ("conversations", "''") };
        var row = await api.Rows.ScalarAsync<string>($"select version || ' ' || {status} from {table} where id = $1", Guid.Parse(MainId));
        return (int.Parse(row.Split(' ')[0], null), row.Split(' ')[1]);
    }

    /// <summary>How often the owner was told that the thing came into this state.</summary>
    public Task<long> TimesToldAsync(string status) => api.Rows.ScalarAsync<long>("""
        select count(*) from user_events where user_id = $1 and data like '%' || $2 || '%' and data like '%"status":"' || $3 || '"%'
        """, Guid.Parse(Cast.Owner.Id), MainId, status);

    public Task<int> ForgetConversationsAsync() => api.Rows.ExecuteAsync("delete from conversations where job_id = $1", Guid.Parse(JobId));

    private static string[] StepsTo(string state) => state switch
    {
        "draft" or "open" or "submitted" => [],
        "cancelled" or "cancelled draft" or "not_selected by a cancellation" => ["cancel"],
        "awarded" or "accepted" => ["accept"],
        "not_selected by an award" => ["accept another"],
        "cancelled after the award" => ["accept", "cancel"],
        "in_progress" => ["accept", "start"],
        "work_submitted" => ["accept", "start", "submit-work"],
        "completed" => ["accept", "start", "submit-work", "approve"],
        "withdrawn" or "bid withdrawn" => ["withdraw"],
        "declined" => ["decline"],
        "expired" => ["expire"],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No scene is known for this state."),
    };

    private async Task DoAsync(string step, string rivalsBid)
    {
        switch (step)
        {
            case "accept":
                AgreementId = (await api.AcceptAsync(Cast.Owner, BidId)).Is(201).Id;
                break;
            case "accept another":
                (await api.AcceptAsync(Cast.Owner, rivalsBid)).Is(201);
                break;
            case "withdraw" or "decline":
                (await api.PostAsync($"/v1/bids/{BidId}/{step}", step == "withdraw" ? Cast.Contractor : Cast.Owner)).Is(200);
                break;
            case "expire":
                await api.Rows.ExecuteAsync("update jobs set bid_deadline = now() - interval '1 minute' where id = $1", Guid.Parse(JobId));
                await ApiTest.UntilAsync(async () => await api.StatusOfAsync(JobId, Cast.Owner) == "expired", "the job expires");
                break;
            default:
                (await api.PostAsync($"/v1/jobs/{JobId}/{step}", step is "start" or "submit-work" ? Cast.Contractor : Cast.Owner)).Is(200);
                break;
        }
    }
}
