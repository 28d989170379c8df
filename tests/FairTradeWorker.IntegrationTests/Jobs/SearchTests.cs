using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Jobs;

public sealed class SearchTests(Platform platform) : ApiTest(platform)
{
    // A word that no other test's jobs have.
    private readonly string word = $"zq{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task Full_text_search_knows_stems_phrases_or_and_exclusion()
    {
        var faucet = await PostAsync($"Dripping faucets {word}", "Water runs all night long in the kitchen.");
        var roof = await PostAsync($"Leaking roof {word}", "Tiles are missing after the storm last week.");
        var fence = await PostAsync($"Paint a fence {word}", "The fence around the garden needs some paint.");

        await FindsAsync($"{word}", fence, roof, faucet);
        await FindsAsync($"{word} faucet", faucet);
        await FindsAsync($"{word} FAUCET drip", faucet);
        await FindsAsync($"{word} storms", roof);
        await FindsAsync($"{word} \"missing after the storm\"", roof);
        await FindsAsync($"{word} \"storm missing\"");
        await FindsAsync($"{word} -fence", roof, faucet);
        await FindsAsync($"{word} nothing of the kind");
        foreach (var odd in (string[])["\"", "((", "a & | !", ":*", "-", "or", "\\", "%", "'"])
        {
            (await Api.GetAsync($"/v1/jobs?q={Uri.EscapeDataString($"{word} {odd}")}")).Is(200);
        }
    }

    [Fact]
    public async Task An_edited_job_is_found_by_its_new_words_only()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var id = await PostAsync($"Dripping faucet {word}", "Water runs all night long in the kitchen.");
        (await Api.PatchAsync($"/v1/jobs/{id}", owner, new { title = $"Broken window {word}" })).Is(200);
        await FindsAsync($"{word} window", id);
        await FindsAsync($"{word} faucet");
    }

    [Fact]
    public async Task Every_filter_finds_what_it_says_and_filters_can_be_combined()
    {
        var plain = await PostAsync();
        var urgent = await PostAsync(change: job => job["urgency"] = "high");
        var emergency = await PostAsync(change: job => job["urgency"] = "emergency");
        var rich = await PostAsync(change: job => job["budgetMaxCents"] = 200_000);
        var poor = await PostAsync(change: job => job["budgetMaxCents"] = 20_000);
        var atLeast = await PostAsync(change: job => job["budgetMinCents"] = 150_000);
        var elsewhere = await PostAsync(change: job => job["territoryId"] = "48301");
        var twoTrades = await PostAsync(change: job => job["trades"] = new JsonArray("roofing", "plumbing"));

        await FilterFindsAsync("", twoTrades, elsewhere, atLeast, poor, rich, emergency, urgent, plain);
        await FilterFindsAsync("urgent=true", emergency, urgent);
        await FilterFindsAsync("urgent=false", twoTrades, elsewhere, atLeast, poor, rich, plain);
        await FilterFindsAsync("size=large", rich);
        await FilterFindsAsync("size=small", poor);
        await FilterFindsAsync("minBudgetCents=20000", atLeast, poor, rich);
        await FilterFindsAsync("minBudgetCents=150001", rich);
        await FilterFindsAsync("territoryId=48301", elsewhere);
        await FilterFindsAsync("trade=roofing", twoTrades);
        await FilterFindsAsync("trade=plumbing&territoryId=48453&size=large", rich);
        await FilterFindsAsync("trade=roofing&territoryId=48301");
    }

    [Fact]
    public async Task Jobs_are_sorted_by_age_or_by_deadline()
    {
        var late = await PostAsync(change: job => job["bidDeadline"] = $"{DateTimeOffset.UtcNow.AddDays(30):O}");
        var soon = await PostAsync(change: job => job["bidDeadline"] = $"{DateTimeOffset.UtcNow.AddDays(2):O}");
        var middle = await PostAsync();

        await FilterFindsAsync("sort=new", middle, soon, late);
        await FilterFindsAsync("sort=deadline", soon, middle, late);
    }

    [Fact]
    public async Task Only_open_jobs_are_listed()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var open = await PostAsync();
        await PostAsync(change: job => job["draft"] = true);
        var cancelled = await PostAsync();
        (await Api.PostAsync($"/v1/jobs/{cancelled}/cancel", owner)).Is(200);
        var awarded = await PostAsync();
        (await Api.AcceptAsync(owner, await Api.BidAsync(contractor, awarded))).Is(201);
        var over = await PostAsync();
        await Rows.ExecuteAsync("update jobs set bid_deadline = now() where id = $1", Guid.Parse(over));

        await FilterFindsAsync("", open);
    }

    [Fact]
    public async Task A_job_is_found_on_every_instance_as_soon_as_it_is_posted()
    {
        var id = await PostAsync();
        foreach (var instance in (int[])[0, 1])
        {
            var found = await Api.SendAsync(Call.Get($"/v1/jobs?q={word}").On(instance));
            Assert.Equal([id], found.Items.Select(job => job.GetProperty("id").GetString()));
        }
    }

    private async Task<string> PostAsync(string? title = null, string? description = null, Action<JsonObject>? change = null)
    {
        var job = Market.Job(title ?? $"Something to be done {word}");
        job["description"] = description ?? job["description"]!.GetValue<string>();
        change?.Invoke(job);
        return await Api.PostJobAsync(await Api.Crowd.HomeownerAsync(), job);
    }

    private Task FilterFindsAsync(string filter, params string[] ids) => ListsAsync($"/v1/jobs?q={word}&{filter}", ids);

    private Task FindsAsync(string q, params string[] ids) => ListsAsync($"/v1/jobs?q={Uri.EscapeDataString(q)}", ids);

    private async Task ListsAsync(string path, string[] ids) =>
        Assert.Equal(ids, (await Api.GetAsync(path)).Is(200).Items.Select(job => job.GetProperty("id").GetString()));
}
