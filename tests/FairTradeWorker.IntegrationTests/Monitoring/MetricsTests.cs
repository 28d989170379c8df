using System.Net;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Monitoring;

public sealed class MetricsTests(Platform platform) : ApiTest(platform)
{
    private readonly Platform platform = platform;

    private AppProcess First => platform.Processes[0];

    private AppProcess Worker => platform.Processes[2];

    [Fact]
    public async Task The_metrics_are_answered_on_the_port_of_operators_and_on_no_other()
    {
        using var http = new HttpClient();
        foreach (var process in new[] { First, Worker })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(process.Metrics));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(process.Address, "/metrics")));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(process.Metrics, "/v1/trades")));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new Uri(process.Metrics, "/health/ready")));

            // Whatever name the caller gives the server.
            using var disguised = new HttpRequestMessage(HttpMethod.Get, new Uri(process.Address, "/metrics"));
            disguised.Headers.Host = process.Metrics.Authority;
            using var refused = await http.SendAsync(disguised, Token);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        async Task<HttpStatusCode> StatusAsync(Uri address)
        {
            using var answer = await http.GetAsync(address, Token);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_percentile_can_be_held_against_every_limit_of_the_plan()
    {
        (await Api.SendAsync(Call.Get("/v1/trades").On(0))).Is(200);

        var scrape = await Scrape.OfAsync(First);

        foreach (var limit in new[] { "0.15", "0.8", "1", "1.5", "2" })
        {
            Assert.NotEmpty(scrape.Values("http_server_request_duration_seconds_bucket", "http_route=\"/v1/trades\"", "http_response_status_code=\"200\"", $"le=\"{limit}\""));
        }
    }

    [Fact]
    public async Task No_path_that_a_stranger_makes_up_becomes_a_series()
    {
        var unheardOf = $"/v1/{Guid.NewGuid():N}";
        (await Api.SendAsync(Call.Get(unheardOf).On(0))).Is(404);
        (await Api.SendAsync(Call.Get($"/v1/jobs/{Guid.CreateVersion7()}").On(0))).Is(404);

        var scrape = await Scrape.OfAsync(First);

        var routes = scrape.ValuesOf("http_route", "http_server_request_duration_seconds_count");
        Assert.DoesNotContain(unheardOf, scrape.Text, StringComparison.Ordinal);
        Assert.NotEmpty(scrape.Values("http_server_request_duration_seconds_count", "http_route=\"unmatched\"", "http_response_status_code=\"404\""));
        Assert.NotEmpty(scrape.Values("http_server_request_duration_seconds_count", "http_route=\"/v1/jobs/{id}\"", "http_response_status_code=\"404\""));
        // Probes of orchestrators and readings of Prometheus are no traffic.
        Assert.DoesNotContain(routes, route => route.StartsWith("/health", StringComparison.Ordinal) || route == "/metrics");
        Assert.All(routes, route => Assert.DoesNotMatch("[0-9a-f]{8}-", route));
    }

    [Fact]
    public async Task What_operators_need_is_there()
    {
        (await Api.SendAsync(Call.Get("/v1/jobs", await Api.Crowd.HomeownerAsync()).On(0))).Is(200);
        string[] ofAll =
        [
            "dotnet_process_cpu_time_seconds_total", "ftw_process_cpu_limit", "dotnet_process_memory_working_set_bytes",
            "ftw_process_memory_limit_bytes", "db_client_connection_count", "db_client_connection_max", "db_client_operation_duration_seconds_bucket",
            "kestrel_active_connections", "ftw_redis_available", "ftw_plan_info", "ftw_plan_value", "ftw_plan_phase_limit", "ftw_build_info",
        ];
        string[] ofApi = ["ftw_cache_requests_total", "rate_limit_requests_total", "ftw_database_reads_total", "ftw_database_node_in_rotation"];
        string[] ofWorker =
        [
            "outbox_lag_seconds", "outbox_messages_pending", "outbox_messages_dead", "ftw_database_server_connections",
            "ftw_database_server_connections_max", "ftw_database_size_bytes", "ftw_users_active",
        ];

        await UntilAsync(async () => Missing(await Scrape.OfAsync(First), [.. ofAll, .. ofApi]).Count == 0 && Missing(await Scrape.OfAsync(Worker), [.. ofAll, .. ofWorker]).Count == 0,
            $"all are there; missing: {string.Join(' ', Missing(await Scrape.OfAsync(First), [.. ofAll, .. ofApi]))}, {string.Join(' ', Missing(await Scrape.OfAsync(Worker), [.. ofAll, .. ofWorker]))}");
        var scrape = await Scrape.OfAsync(First);
        Assert.Equal(60, scrape.Values("ftw_plan_value", "key=\"rateLimits.window\"").Single());
        Assert.Equal(0.05, scrape.Values("ftw_plan_value", "key=\"redis.patience\"").Single());
        Assert.Equal(20_000, scrape.Values("ftw_plan_phase_limit", "limit=\"concurrent_users\"").Single());
        Assert.Single(scrape.Values("ftw_plan_info", "phase=\"launch\"", "fingerprint=\""));

        static List<string> Missing(Scrape scrape, string[] wanted) => [.. wanted.Except(scrape.Names)];
    }
}
