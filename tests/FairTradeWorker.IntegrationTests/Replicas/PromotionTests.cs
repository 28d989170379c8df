using FairTradeWorker.IntegrationTests.Harness;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Replicas;

public sealed class PromotionTests(ReplicatedPlatform platform) : ApiTest(platform), IClassFixture<ReplicatedPlatform>
{
    [Fact]
    public async Task A_replica_that_was_promoted_by_hand_is_written_to_and_the_former_primary_is_not()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var before = await Api.PostJobAsync(owner);
        await platform.ReplayedAsync(Token);
        await platform.Primary.KillAsync(Token);
        await platform.Browsing.PromoteAsync(Token);

        var after = "";
        await UntilAsync(async () =>
        {
            var answer = await Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job()).WithKey() with { MayFail = true });
            after = answer.Status == 201 ? answer.TextOf("id")! : "";
            return after != "";
        }, "the promoted server is written to");
        (await Api.GetAsync($"/v1/jobs/{before}", owner)).Is(200);

        await platform.Primary.StartAgainAsync(Token);
        for (var round = 0; round < 10; round++)
        {
            var answer = await Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job()).WithKey() with { MayFail = true });
            if (answer.Status == 201)
            {
                after = answer.TextOf("id")!;
            }

            (await Api.GetAsync($"/v1/jobs/{after}", owner)).Is(200);
        }

        await using var former = NpgsqlDataSource.Create(platform.Primary.ConnectionString());
        await using var command = former.CreateCommand("select count(*) from jobs where id = $1");
        command.Parameters.Add(new() { Value = Guid.Parse(after) });
        Assert.Equal(0L, await command.ExecuteScalarAsync(Token));
    }
}
