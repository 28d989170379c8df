using System.Diagnostics;
using System.Globalization;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>No search is dear, whatever is searched for; and however little a page may cost, nothing is left out.</summary>
[Collection(ScaleCollection.Name)]
public sealed class SearchCostTests(ScaleStage stage, ITestOutputHelper output)
{
    // A walk of 4,000 rows, and as many once more to know where to go on.
    private const long MostRows = 8_500;
    private const long MostPages = 9_000;

    // Judged from a million jobs on, where it is what the limits are for; of several runs the best, for others run too.
    private const int FullScale = 1_000_000;
    private const double MostCpuMilliseconds = 15;
    private const int Runs = 6;

    private static readonly (string Name, string Text)[] JobTexts =
    [
        ("the most common word", "please"),
        ("two common words", "labor price"),
        ("six common words", "need labor house materials price room"),
        ("a word of a few in a thousand", "septic"),
        ("a rare word", "theremin"),
        ("a common and a rare word", "price theremin"),
        ("a rare word without a common one", "theremin -price"),
        ("only an exclusion", "-price"),
        ("a word and not that word", "price -price"),
        ("common words that never meet", "kitchen -labor -need -house"),
        ("a common phrase", "\"labor and materials\""),
        ("a phrase that nobody wrote", "\"price labor house\""),
        ("a phrase of forty words", $"\"{string.Join(' ', Enumerable.Repeat("room price", 18))}\""),
        ("a choice of many unknown words", string.Join(" or ", Enumerable.Range(10, 25).Select(number => $"w{number}"))),
        ("a hundred words, all of them", string.Join(' ', Enumerable.Range(0, 100).Select(number => (char)('a' + (number % 26))))),
        ("stop words only", "the of and"),
        ("a word that nobody wrote", "qqqxyz"),
    ];

    private static readonly string[] JobFilters =
        ["", "&territoryId={large}", "&sort=deadline", "&trade=solar", "&territoryId={large}&trade=solar&sort=deadline", "&limit=100"];

    private static readonly (string Name, string Text)[] ContractorTexts =
    [
        ("a common word", "family"),
        ("a common beginning", "lic"),
        ("a beginning of many names", "mar"),
        ("a name", "quigley"),
        ("a name and a common word", "quigley family"),
        ("common words that never meet", "family crew trained warranty"),
        ("ten words", "family business licensed insured work county free estimates labor crew"),
        ("a word that nobody wrote", "qqqxyz"),
        ("stop words only", "the of and"),
    ];

    private static readonly string[] ContractorFilters = ["", "&territoryId={large}", "&trade=plumbing", "&territoryId={large}&trade=solar&availableNow=true"];

    [Fact]
    public Task No_search_for_jobs_reads_more_rows_than_a_page_may_cost() => CheckAsync("/v1/jobs", JobTexts, JobFilters);

    [Fact]
    public Task No_search_for_contractors_reads_more_rows_than_a_page_may_cost() =>
        CheckAsync("/v1/contractors", ContractorTexts, ContractorFilters);

    [Theory]
    [InlineData("septic", "")]
    [InlineData("-need -labor -house", "")]
    [InlineData("-need -labor -house", "&sort=deadline")]
    [InlineData("kitchen -need -labor", "&trade=solar")]
    [InlineData("price -price", "")]
    [InlineData("-need", "&territoryId={large}")]
    public async Task Page_by_page_a_search_finds_all_that_is_there_in_order_and_nothing_twice(string q, string filter)
    {
        var cast = await ScaleCast.FindAsync(stage);
        var byDeadline = filter.Contains("deadline", StringComparison.Ordinal);
        var where = string.Concat(
            "status = 'open' and search_vector @@ websearch_to_tsquery('english', $1)",
            filter.Contains("trade", StringComparison.Ordinal) ? " and 'solar' = any(trades)" : "",
            filter.Contains("territory", StringComparison.Ordinal) ? $" and territory_id = '{cast["large"]}'" : "");

        // Some run out while we look; they may be found or not.
        var lasting = await stage.Api.Rows.ColumnAsync<Guid>($"""
            select id from jobs where {where} and bid_deadline > now() + interval '1 hour'
            order by {(byDeadline ? "bid_deadline, id" : "published_at desc, id desc")}
            """, q);
        var found = (await stage.Api.CrawlAsync($"/v1/jobs?limit=100&q={Uri.EscapeDataString(q)}{cast.Fill(filter)}", null))
            .Select(job => job.GetProperty("id").GetGuid()).ToList();

        var isLasting = lasting.ToHashSet();
        Assert.Equal(lasting, found.Where(isLasting.Contains));
        var all = (await stage.Api.Rows.ColumnAsync<Guid>($"select id from jobs where {where}", q)).ToHashSet();
        Assert.All(found, id => Assert.Contains(id, all));
        Assert.Equal(found.Count, found.Distinct().Count());
    }

    private async Task CheckAsync(string list, (string Name, string Text)[] texts, string[] filters)
    {
        var cast = await ScaleCast.FindAsync(stage);
        var failures = new List<string>();
        foreach (var (name, text) in texts)
        {
            foreach (var filter in filters)
            {
                var path = $"{list}?q={Uri.EscapeDataString(text)}{cast.Fill(filter)}";
                var (rows, pages, cpu, items, isLast) = await MeasureAsync(path);
                var asked = filter.Length == 0 ? name : $"{name}, {filter[1..].Replace('&', ' ')}";
                var line = string.Create(CultureInfo.InvariantCulture,
                    $"| {asked} | {items}{(isLast ? "" : " …")} | {rows:N0} | {pages:N0} | {cpu:0.0} |");
                output.WriteLine(line);
                await ScaleReport.AddAsync(line);
                if (rows > MostRows || pages > MostPages || (ScaleStage.Jobs >= FullScale && cpu > MostCpuMilliseconds))
                {
                    failures.Add(line);
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Prepend("Too dear, with rows, pages and milliseconds of CPU:")));
    }

    /// <summary>All that one request makes the database do.</summary>
    private async Task<(long Rows, long Pages, double Cpu, int Items, bool IsLast)> MeasureAsync(string path)
    {
        Answer? answer = null;
        var runs = new List<Work>();
        for (var i = 0; i < (ScaleStage.Jobs >= FullScale ? Runs : 1); i++)
        {
            runs.Add(await stage.Log.WatchAsync(async () => answer = (await stage.Api.GetAsync(path)).Is(200)));
        }

        // Statements of the process's own rounds are no part of it.
        var plans = runs[^1].Plans.Where(plan => plan.Sql.Contains("FROM jobs", StringComparison.Ordinal) ||
            plan.Sql.Contains("FROM contractor_profiles", StringComparison.Ordinal)).ToList();
        Debug.Assert(answer is not null, "Asked at least once.");
        return (plans.Sum(plan => plan.RowsRead), plans.Sum(plan => plan.Pages), runs.Min(run => run.CpuMilliseconds),
            answer.Items.Count, answer.NextCursor is null);
    }
}
