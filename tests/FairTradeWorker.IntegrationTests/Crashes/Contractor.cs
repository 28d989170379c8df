using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>Bids on what was posted, talks, withdraws now and then, and does the work that was awarded.</summary>
internal sealed class Contractor(Client client, Noticeboard board, Random random)
{
    private const int Looks = 4;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(60);

    public async Task LiveAsync()
    {
        while (!board.IsClosed)
        {
            if (board.NextAward(client.Person.Id) is { } awarded)
            {
                await WorkAsync(awarded);
            }
            else if (board.Pick(random) is { } jobId)
            {
                await BidAsync(jobId);
            }
            else
            {
                await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task BidAsync(string jobId)
    {
        var mark = client.NewMark();
        var bid = await client.WriteAsync($"/v1/jobs/{jobId}/bids", "bids", mark, Market.Bid(random.Next(10_000, 90_000), mark));
        if (bid is not { Status: 201 })
        {
            return;
        }

        if (random.Next(5) == 0)
        {
            await client.CommandAsync("bids", bid.Id, "withdraw");
        }
        else if (random.Next(2) == 0
            && await client.WriteAsync("/v1/conversations", "conversations", jobId, new { jobId }) is { Status: 200 or 201 } talk)
        {
            await Talk.SayAsync(client, talk.Id);
        }

        await client.ReadAsync($"/v1/bids/{bid.Id}");
    }

    private async Task WorkAsync(string jobId)
    {
        if (await client.CommandAsync("jobs", jobId, "start") is not { Status: 200 })
        {
            return;
        }

        await client.CommandAsync("jobs", jobId, "submit-work");
        for (var look = 0; look < Looks; look++)
        {
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
            if (await client.ReadAsync($"/v1/jobs/{jobId}") is { Status: 200 } job && job.TextOf("status") == "in_progress")
            {
                await client.CommandAsync("jobs", jobId, "submit-work");
            }
        }
    }
}
