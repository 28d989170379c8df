using System.Text.Json;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>Posts jobs, waits for bids, accepts, talks, approves; changes its mind now and then.</summary>
internal sealed class Homeowner(Client client, Noticeboard board, Random random)
{
    private const int Looks = 10;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(60);

    public async Task LiveAsync()
    {
        while (!board.IsClosed)
        {
            if (await PostAsync() is not { } jobId)
            {
                continue;
            }

            var bids = await BidsAsync(jobId, wanted: random.Next(1, 3));
            if (bids.Count == 0 || random.Next(10) == 0)
            {
                await client.CommandAsync("jobs", jobId, "cancel");
                continue;
            }

            await TalkAsync(jobId, bids[0].GetProperty("contractorId").GetString()!);
            if (await AcceptAsync(bids) is { } winner)
            {
                await AccompanyAsync(jobId, winner);
            }
        }
    }

    private async Task<string?> PostAsync()
    {
        var mark = client.NewMark();
        var job = Market.Job(mark);
        var isDraft = random.Next(6) == 0;
        job["draft"] = isDraft;
        if (await client.WriteAsync("/v1/jobs", "jobs", mark, job) is not { Status: 201 } posted)
        {
            return null;
        }

        if (isDraft)
        {
            await client.CommandAsync("jobs", posted.Id, "publish");
        }

        board.Post(posted.Id);
        return posted.Id;
    }

    private async Task<IReadOnlyList<JsonElement>> BidsAsync(string jobId, int wanted)
    {
        IReadOnlyList<JsonElement> live = [];
        for (var look = 0; look < Looks && live.Count < wanted && !board.IsClosed; look++)
        {
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
            if (await client.ReadAsync($"/v1/jobs/{jobId}/bids") is { Status: 200 } answer)
            {
                live = [.. answer.Items.Where(bid => bid.GetProperty("status").GetString() == "submitted")];
            }
        }

        return live;
    }

    private async Task TalkAsync(string jobId, string contractorId)
    {
        if (await client.WriteAsync("/v1/conversations", "conversations", jobId, new { jobId, contractorId }) is { Status: 200 or 201 } talk)
        {
            await Talk.SayAsync(client, talk.Id);
        }
    }

    /// <summary>Tries all of them, though only one can be accepted.</summary>
    private async Task<string?> AcceptAsync(IReadOnlyList<JsonElement> bids)
    {
        string? winner = null;
        foreach (var bid in bids)
        {
            if (await client.CommandAsync("bids", bid.GetProperty("id").GetString()!, "accept") is { Status: 201 })
            {
                winner ??= bid.GetProperty("contractorId").GetString();
            }
        }

        return winner;
    }

    private async Task AccompanyAsync(string jobId, string contractorId)
    {
        if (random.Next(8) == 0)
        {
            await client.CommandAsync("jobs", jobId, "cancel");
            return;
        }

        board.Award(contractorId, jobId);
        for (var look = 0; look < 2 * Looks; look++)
        {
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
            if (await client.ReadAsync($"/v1/jobs/{jobId}") is not { Status: 200 } job || job.TextOf("status") != "work_submitted")
            {
                continue;
            }

            if (random.Next(4) != 0)
            {
                await client.CommandAsync("jobs", jobId, "approve");
                return;
            }

            await client.CommandAsync("jobs", jobId, "request-changes");
        }
    }
}
