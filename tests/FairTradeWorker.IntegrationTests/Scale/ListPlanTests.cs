namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>
/// What each list of the API makes PostgreSQL do, at a size where it matters. Pages and rows are judged, not
/// milliseconds: they are the same on every machine.
/// </summary>
[Collection(ScaleCollection.Name)]
public sealed class ListPlanTests(ScaleStage stage, ITestOutputHelper output)
{
    // Npgsql prepares a statement at its fifth use, and PostgreSQL may plan it for any parameters after five more.
    private const int Calls = 12;
    private const int PageSize = 20;

    private static readonly Dictionary<string, ListCase> Cases = new ListCase[]
    {
        new("jobs, newest", "/v1/jobs", "FROM jobs", ["ix_jobs_open_newest"], 60),
        new("jobs, newest, second page", "/v1/jobs", "FROM jobs", ["ix_jobs_open_newest"], 60) { IsSecondPage = true },
        new("jobs, nearest deadline", "/v1/jobs?sort=deadline", "FROM jobs", ["ix_jobs_open_by_deadline"], 60),
        new("jobs in the largest territory", "/v1/jobs?territoryId={large}", "FROM jobs", ["ix_jobs_open_by_territory"], 60),
        new("jobs in the largest territory, second page", "/v1/jobs?territoryId={large}", "FROM jobs", ["ix_jobs_open_by_territory"], 60) { IsSecondPage = true },
        new("jobs in a small territory", "/v1/jobs?territoryId={small}", "FROM jobs", ["ix_jobs_open_by_territory"], 60),
        new("jobs in the largest territory, nearest deadline", "/v1/jobs?territoryId={large}&sort=deadline", "FROM jobs",
            ["ix_jobs_open_by_territory_deadline"], 60),
        new("jobs in the largest territory, of a common trade", "/v1/jobs?territoryId={large}&trade=plumbing", "FROM jobs",
            ["ix_jobs_open_by_territory"], 400),
        new("jobs in the largest territory, of a rare trade", "/v1/jobs?territoryId={large}&trade=solar", "FROM jobs",
            ["ix_jobs_open_by_territory"], 3_600),
        new("jobs in the largest territory, large and urgent", "/v1/jobs?territoryId={large}&size=large&urgent=true", "FROM jobs",
            ["ix_jobs_open_by_territory"], 3_600),
        new("jobs of a rare trade", "/v1/jobs?trade=solar", "FROM jobs", ["ix_jobs_open_newest"], 4_200),
        new("urgent jobs", "/v1/jobs?urgent=true", "FROM jobs", ["ix_jobs_open_newest"], 200),
        new("jobs with a budget that nobody has", "/v1/jobs?minBudgetCents=9000000000", "FROM jobs", ["ix_jobs_open_newest"], 4_200),
        new("jobs with a budget that nobody has, nearest deadline", "/v1/jobs?minBudgetCents=9000000000&sort=deadline", "FROM jobs",
            ["ix_jobs_open_by_deadline"], 3_600),
        new("one job", "/v1/jobs/{job}", "FROM jobs", ["pk_jobs"], 10),
        new("a homeowner's jobs", "/v1/me/jobs", "FROM jobs", ["ix_jobs_by_homeowner"], 60) { By = "homeowner" },
        new("a homeowner's open jobs", "/v1/me/jobs?status=open", "FROM jobs", ["ix_jobs_by_homeowner"], 120) { By = "homeowner" },
        new("a contractor's awarded jobs", "/v1/me/jobs", "FROM jobs", ["ix_jobs_by_awarded_contractor"], 60) { By = "contractor" },
        new("a contractor's jobs in progress", "/v1/me/jobs?status=in_progress", "FROM jobs", ["ix_jobs_by_awarded_contractor"], 400) { By = "contractor" },
        new("bids of a job, for its owner", "/v1/jobs/{talkedAbout}/bids", "FROM bids", ["ix_bids_by_job"], 60) { By = "owner" },
        new("bids of a job, a contractor's own", "/v1/jobs/{job}/bids", "FROM bids", ["ix_bids_by_job"], 60) { By = "contractor" },
        new("a contractor's bids", "/v1/me/bids", "FROM bids", ["ix_bids_by_contractor"], 60) { By = "contractor" },
        new("a contractor's bids, second page", "/v1/me/bids", "FROM bids", ["ix_bids_by_contractor"], 60) { By = "contractor", IsSecondPage = true },
        new("a contractor's active bids", "/v1/me/bids?status=submitted", "FROM bids", ["ix_bids_by_contractor_status"], 60) { By = "contractor" },
        new("a contractor's accepted bids", "/v1/me/bids?status=accepted", "FROM bids", ["ix_bids_by_contractor_status"], 60) { By = "contractor" },
        new("a homeowner's conversations", "/v1/conversations", "FROM conversations", ["ix_conversations_by_homeowner"], 80) { By = "owner" },
        new("a contractor's conversations", "/v1/conversations", "FROM conversations", ["ix_conversations_by_contractor"], 80) { By = "contractor" },
        new("messages from the first", "/v1/conversations/{conversation}/messages", "FROM messages", ["pk_messages"], 60) { By = "owner" },
        new("messages after one", "/v1/conversations/{conversation}/messages?after=5", "FROM messages", ["pk_messages"], 60) { By = "owner" },
        new("contractors, newest", "/v1/contractors", "FROM contractor_profiles", ["ix_contractor_profiles_newest", "ix_jobs_completed_by_contractor", "pk_users"], 400),
        new("contractors in the largest territory", "/v1/contractors?territoryId={large}", "FROM contractor_profiles",
            ["ix_contractor_profiles_newest", "ix_jobs_completed_by_contractor", "pk_users"], 4_500),
        new("contractors of a common trade", "/v1/contractors?trade=plumbing", "FROM contractor_profiles",
            ["ix_contractor_profiles_newest", "ix_jobs_completed_by_contractor", "pk_users"], 4_500),
        new("contractors of a rare trade in a small territory", "/v1/contractors?trade=solar&territoryId={small}", "FROM contractor_profiles",
            ["ix_contractor_profiles_territory_ids"], 3_000),
        new("contractors by name", "/v1/contractors?q=quigley", "FROM contractor_profiles",
            ["ix_contractor_profiles_search", "ix_jobs_completed_by_contractor", "pk_users"], 3_000)
        {
            // A name that many have is met sooner by walking the list than by gathering all who have it.
            OrIndexes = ["ix_contractor_profiles_newest", "ix_jobs_completed_by_contractor", "pk_users"],
        },
        new("metrics of the largest territory: its jobs", "/v1/territories/{large}/metrics", "jobs_posted",
            ["ix_bids_by_job", "ix_jobs_published_by_territory"], long.MaxValue) { LargestSort = long.MaxValue },
        new("metrics of the largest territory: what was agreed", "/v1/territories/{large}/metrics", "row_number()",
            ["ix_jobs_agreed_by_territory"], long.MaxValue) { LargestSort = long.MaxValue },
        new("numbers of the day", "/v1/analytics/platform", "new_homeowners",
            ["ix_agreements_accepted", "ix_bids_submitted", "ix_jobs_published", "ix_users_created"], long.MaxValue) { By = "operator", LargestSort = long.MaxValue },
    }.ToDictionary(one => one.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_list_uses_its_index_and_touches_no_more_pages_than_one_page_may_cost(string name)
    {
        var one = Cases[name];
        var cast = await ScaleCast.FindAsync(stage);
        var (path, by) = (cast.Fill(one.Path), one.By is { } role ? await cast.SignInAsync(role) : null);
        if (one.IsSecondPage)
        {
            var cursor = (await stage.Api.GetAsync(path, by)).Is(200).NextCursor;
            path = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Assert.IsType<string>(cursor)}";
        }

        var work = await stage.Log.WatchAsync(async () =>
        {
            for (var i = 0; i < Calls; i++)
            {
                (await stage.Api.GetAsync(path, by)).Is(200);

                // Longer than the shortest lifetime that a cache can have; see PlanFile.WithoutCaches.
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        });

        // The first plan of each call; a short page asks a second time, for where to go on.
        var plans = work.Plans.Where(plan => plan.Sql.Contains(one.Sql, StringComparison.Ordinal)).ToList();
        Assert.True(plans.Count >= Calls, $"{name}: {plans.Count} plans with '{one.Sql}' among\n{string.Join('\n', work.Plans.Select(plan => plan.Sql).Distinct())}");
        var lists = plans.Where(plan => one.IsWayOf(plan.Indexes)).ToList();
        Assert.True(lists.Count >= Calls, $"{name} does not use {string.Join(", ", one.Indexes)}, but\n{plans.FirstOrDefault(plan => !lists.Contains(plan))}");
        foreach (var plan in plans)
        {
            Assert.True(plan.Pages <= one.MostPages, $"{name} touches too many pages:\n{plan}");
            Assert.True(plan.LargestSort <= one.LargestSort, $"{name} sorts too many rows:\n{plan}");
            Assert.True(plan.SeqScans.Count == 0, $"{name} reads a whole table:\n{plan}");
        }

        var worst = plans.MaxBy(plan => plan.Pages);
        var line = $"| {name} | {string.Join(", ", (worst?.Indexes ?? []).Select(index => $"`{index}`"))} | {worst?.RowsRead:N0} | {worst?.Pages:N0} |";
        output.WriteLine(line);
        await ScaleReport.AddAsync(line);
    }

    [Fact]
    public async Task The_numbers_for_everybody_are_counted_from_indexes()
    {
        // As autovacuum leaves the table: an index answers alone for the pages that are known to hold nothing else.
        await stage.Api.Rows.ExecuteAsync("vacuum jobs");

        // Nobody else asks for them here, and an instance counts for the first who does.
        var since = stage.Log.Length;
        (await stage.Api.GetAsync("/v1/stats/live")).Is(200);
        var plan = await stage.Log.WaitForAsync(plan => plan.Sql.Contains("jobs_today", StringComparison.Ordinal), since);
        Assert.True(plan.SeqScans.Count == 0, plan.ToString());
        Assert.Contains("ix_jobs_published", plan.Indexes);
        await ScaleReport.AddAsync($"| numbers for everybody, once in 30 s | {string.Join(", ", plan.Indexes.Select(index => $"`{index}`"))} | {plan.RowsRead:N0} | {plan.Pages:N0} |");
    }

    /// <param name="Path">With the places of <see cref="ScaleCast"/> in braces.</param>
    /// <param name="Sql">What only its statement has.</param>
    /// <param name="Indexes">All of these are read.</param>
    /// <param name="MostPages">8 kB pages that one answer may touch; counting has no limit, it grows with what is counted.</param>
    private sealed record ListCase(string Name, string Path, string Sql, string[] Indexes, long MostPages)
    {
        /// <summary>The indexes of the other way that is as good, where there is one.</summary>
        public string[]? OrIndexes { get; init; }

        public string? By { get; init; }

        public bool IsSecondPage { get; init; }

        /// <summary>Rows. What is rare is gathered and sorted, and so is a territory of not many more than may be looked at.</summary>
        public long LargestSort { get; init; } = 4_200;

        public bool IsWayOf(IReadOnlyCollection<string> used) =>
            Indexes.All(used.Contains) || (OrIndexes is not null && OrIndexes.All(used.Contains));

        public override string ToString() => Name;
    }
}
