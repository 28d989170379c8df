using System.Net;
using System.Text.Json.Nodes;

namespace FairTradeWorker.Benchmarks;

/// <summary>An endpoint and all who can answer it.</summary>
internal sealed record Endpoint(string Name, string Title, IReadOnlyList<Contender> Contenders, Func<CancellationToken, Task> CheckAsync);

/// <summary>What is measured.</summary>
internal static class Endpoints
{
    private const string Columns = """
        id, homeowner_id, title, description, territory_id, trades, budget_min_cents, budget_max_cents, size, urgency, status,
        bid_count, max_bids, bid_deadline, preferred_start, created_at, published_at, version
        """;

    public static IEnumerable<Endpoint> Of(Stage stage) => [Browse(stage), Detail(stage), Bid(stage)];

    private static Endpoint Browse(Stage stage)
    {
        var sample = stage.Sample;
        return new("browse", "Browse: the 20 newest open jobs of a territory", [
            new PgBenchContender($"""
                \set n random(1, {sample.Places.Length})
                select {Columns} from jobs where status = 'open' and bid_deadline > now()
                and territory_id = (select territory_id from bench_places where n = :n) order by published_at desc, id desc limit 21;
                """),
            Ask(Contender.Bare, stage.Bare, null),
            Ask("product, from the database", stage.Uncached, null),
            Ask("product, signed in, from the database", stage.Uncached, sample.Token),
            Ask("product, from its caches", stage.Product, null),
            Ask("product, signed in, from its caches", stage.Product, sample.Token),
        ], ct => SameAsync(stage, $"/v1/jobs?territoryId={sample.Places[0]}", "items", ct));

        HttpContender Ask(string name, IntegrationTests.Harness.AppProcess process, Func<string>? token) =>
            new(name, process, () => HttpContender.Get($"/v1/jobs?territoryId={sample.Place()}", token?.Invoke()), HttpStatusCode.OK);
    }

    private static Endpoint Detail(Stage stage)
    {
        var sample = stage.Sample;
        return new("detail", "Detail: one job", [
            new PgBenchContender($"""
                \set n random(1, {sample.Jobs.Length})
                select {Columns} from jobs where id = (select id from bench_jobs where n = :n) and published_at is not null;
                """),
            Ask(Contender.Bare, stage.Bare, null),
            Ask("product", stage.Product, null),
            Ask("product, signed in", stage.Product, sample.Token),
        ], ct => SameAsync(stage, $"/v1/jobs/{sample.Jobs[0]}", "title", ct));

        HttpContender Ask(string name, IntegrationTests.Harness.AppProcess process, Func<string>? token) =>
            new(name, process, () => HttpContender.Get($"/v1/jobs/{sample.Job()}", token?.Invoke()), HttpStatusCode.OK);
    }

    private static Endpoint Bid(Stage stage)
    {
        const string Body = """{"amountCents":18500,"message":"I can come on Tuesday and bring what is needed.","durationDays":2}""";
        var sample = stage.Sample;
        return new("bid", "Bid: place one, committed before it is answered", [
            new PgBenchContender($"""
                with pair as {sample.NextBid.ReplaceLineEndings(" ")},
                counted as (update jobs set bid_count = bid_count + 1, first_bid_at = coalesce(first_bid_at, now()), version = version + 1
                where id = (select id from bench_jobs, pair where n = pair.job) and status = 'open' and bid_deadline > now() and bid_count < max_bids
                returning id)
                insert into bids (id, job_id, contractor_id, amount_cents, message, duration_days, status, submitted_at, version)
                select gen_random_uuid(), counted.id, c.id, 18500, 'I can come on Tuesday and bring what is needed.', 2, 'submitted', now(), 1
                from counted, pair, bench_contractors as c where c.n = pair.contractor;
                """.ReplaceLineEndings(" ")),
            new HttpContender(Contender.Bare, stage.Bare, () =>
            {
                var (job, contractor, _) = sample.Bid();
                var request = HttpContender.Post($"/v1/jobs/{job}/bids", Body);
                request.Headers.TryAddWithoutValidation("X-Contractor", $"{contractor}");
                return request;
            }, HttpStatusCode.Created),
            Place("product, without an idempotency key", false),
            Place("product", true),
        ], _ => Task.CompletedTask);

        HttpContender Place(string name, bool withKey) => new(name, stage.Product, () =>
        {
            var (job, _, token) = sample.Bid();
            var request = HttpContender.Post($"/v1/jobs/{job}/bids", Body, token);
            if (withKey)
            {
                request.Headers.TryAddWithoutValidation("Idempotency-Key", $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");
            }

            return request;
        }, HttpStatusCode.Created);
    }

    /// <summary>A comparison of different answers would be none.</summary>
    private static async Task SameAsync(Stage stage, string path, string member, CancellationToken ct)
    {
        using var http = new HttpClient();
        var answers = new List<string>();
        foreach (var process in new[] { stage.Bare, stage.Product, stage.Uncached })
        {
            var body = JsonNode.Parse(await http.GetStringAsync(new Uri(process.Address, path), ct));
            answers.Add(body?[member] is JsonArray items
                ? string.Join(' ', items.Select(item => item?["id"]?.ToString()))
                : body?[member]?.ToString() ?? "");
        }

        if (answers[0].Length == 0 || answers.Any(answer => answer != answers[0]))
        {
            throw new InvalidOperationException($"The contenders answer {path} differently:\n{string.Join('\n', answers)}");
        }
    }
}
