using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>
/// The homeowner looks up trade and county and posts a job with a word in its title that no other job has; then anybody
/// can find it, but not where she lives.
/// </summary>
internal sealed class JobPosting(MarketplaceClient api, WalkReport report, TimeProvider clock, string word)
{
    private const string Trade = "plumbing";
    private const string TravisCounty = "48453";

    // The list is read from caches and replicas, which strangers may see a little later than the owner does.
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public static readonly Address Home = new("1100 Congress Ave", "Austin", "TX", "78701", Line2: "Unit 4");

    public async Task<Job> RunAsync(Session homeowner, CancellationToken cancellationToken)
    {
        await ChooseTradeAndCountyAsync(cancellationToken);
        var job = await PostAsync(homeowner, cancellationToken);

        report.Step("Anybody finds it in the public list of open jobs");
        var listed = await LookForAsync(
            job.Id, () => api.ListJobsAsync(TravisCounty, Trade, cancellationToken), cancellationToken);
        ExpectListed(job, listed);

        report.Step($"and by a word of its title, {word}");
        var found = await LookForAsync(job.Id, () => api.SearchJobsAsync(word, cancellationToken), cancellationToken);
        ExpectListed(job, found);
        report.Expect("nothing else has that word", 1, found.Value.Items.Count);
        return job;
    }

    private async Task ChooseTradeAndCountyAsync(CancellationToken cancellationToken)
    {
        report.Step("Dana looks at the trades");
        var trades = report.Saw(await api.ListTradesAsync(cancellationToken), 200).Value.Items;
        report.Expect($"{Trade} is one", trades.Any(trade => trade.Id == Trade), Trade, $"{trades.Count} others");
        report.Note($"{trades.Count} trades, among them {string.Join(", ", trades.Take(5).Select(trade => trade.Id))}");

        report.Step("and finds her county");
        var counties = report.Saw(await api.FindTerritoriesAsync("TX", "travis", cancellationToken), 200).Value.Items;
        report.Expect(
            $"Travis, TX is {TravisCounty}",
            counties.Contains(new Territory(TravisCounty, "Travis", "TX")),
            "this county among those found",
            string.Join("; ", counties));
        report.Note(string.Join("; ", counties.Select(county => $"{county.Id} {county.Name}, {county.State}")));
    }

    private async Task<Job> PostAsync(Session homeowner, CancellationToken cancellationToken)
    {
        report.Step("Dana posts a job with her address");
        var request = new PostJobRequest(
            Title: $"Replace a leaking kitchen faucet {word}",
            Description: "The faucet drips day and night. The shut-off valve under the sink works; new faucet is here.",
            TerritoryId: TravisCounty,
            Trades: [Trade],
            BudgetMinCents: 15_000,
            BudgetMaxCents: 60_000,
            Urgency: "normal",
            Address: Home);
        var answer = report.Saw(await api.PostJobAsync(homeowner, request, cancellationToken), 201);

        var job = answer.Value;
        report.Expect("it is open", "open", job.Status);
        report.Expect("without bids", 0, job.BidCount);
        report.Expect("Location names it", $"/v1/jobs/{job.Id}", PathOf(answer.Header("Location")));
        var reread = report.Saw(await api.GetJobAsync(homeowner, job.Id, cancellationToken), 200);
        report.Expect("the owner reads her address", Home, reread.Value.Address);
        report.Note($"job {job.Id}: {job.Title}");
        return job;
    }

    private async Task<Answer<Page<Job>>> LookForAsync(
        string jobId, Func<Task<Answer<Page<Job>>>> look, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var looks = 1;
        var answer = await look();
        while (answer.Status == 200
            && answer.Value.Items.All(job => job.Id != jobId)
            && clock.GetElapsedTime(start) < VisibleWithin)
        {
            await Task.Delay(BetweenLooks, clock, cancellationToken);
            answer = await look();
            looks++;
        }

        report.Saw(answer, 200);
        if (looks > 1)
        {
            report.Note($"looked {looks} times, {clock.GetElapsedTime(start).TotalSeconds:0.0} s");
        }

        return answer;
    }

    private void ExpectListed(Job job, Answer<Page<Job>> answer)
    {
        var items = answer.Value.Items;
        report.Expect(
            "the job is there",
            items.Any(item => item.Id == job.Id),
            $"job {job.Id}",
            $"{items.Count} others within {VisibleWithin.TotalSeconds:0} s");
        var shown = answer.Text.Contains(Home.Line1, StringComparison.Ordinal);
        report.Expect("without the address", !shown, $"nothing of {Home.Line1}", answer.Text);
    }

    // Location may be absolute or a path; on Unix the framework takes a path for an absolute file URI.
    private static string? PathOf(string? location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var absolute) && absolute.Scheme is ("http" or "https")
            ? absolute.AbsolutePath
            : location;
}
