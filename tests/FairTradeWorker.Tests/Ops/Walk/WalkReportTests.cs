using System.Text;
using FairTradeWorker.Ops.Client;
using FairTradeWorker.Ops.Walk;
using Spectre.Console;

namespace FairTradeWorker.Tests.Ops.Walk;

public sealed class WalkReportTests : IDisposable
{
    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_walk_that_saw_all_it_expected_says_what_it_did_and_how_much_it_checked()
    {
        var report = NewReport(verbose: false);

        report.Step("Dana looks at [her] job");
        report.Saw(NewAnswer(200, "{}"), 200);
        report.Expect("two bids", 2, 2);
        report.Note("$480.00");
        report.Succeed(TimeSpan.FromSeconds(1.25));

        Assert.Equal(
            [
                " 1. Dana looks at [her] job",
                "    GET /v1/jobs/1 → 200 12 ms",
                "    ok 200 · two bids",
                "    $480.00",
                "",
                "walk passed: 1 steps, 2 checks in 1.3 s",
                "",
            ],
            _output.ToString().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void Another_status_fails_and_shows_the_answer_without_its_secrets()
    {
        var report = NewReport(verbose: false);

        var failure = Assert.Throws<CheckFailedException>(
            () => report.Saw(NewAnswer(200, """{"accessToken":"s3cret","status":"open"}"""), 201));

        Assert.Equal("201", failure.Expected);
        Assert.Contains("200", failure.Came, StringComparison.Ordinal);
        Assert.Contains("open", failure.Came, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.Came, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_check_is_told_with_what_was_expected_what_came_and_in_which_step()
    {
        var report = NewReport(verbose: false);
        report.Step("Dana sees both");

        var failure = Assert.Throws<CheckFailedException>(() => report.Expect("bids", 2, 1));
        report.Fail(failure.What, failure.Expected, failure.Came);

        var told = _output.ToString();
        Assert.Contains("FAILED bids", told, StringComparison.Ordinal);
        Assert.Contains("expected: 2", told, StringComparison.Ordinal);
        Assert.Contains("came:     1", told, StringComparison.Ordinal);
        Assert.Contains("walk failed in step 1 (Dana sees both)", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_shows_headers_and_bodies_without_secrets()
    {
        var report = NewReport(verbose: true);

        report.Saw(NewAnswer(200, """{"refreshToken":"s3cret","status":"open"}"""), 200);

        var told = _output.ToString();
        Assert.Contains("ETag: \"v1\"", told, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"open\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", told, StringComparison.Ordinal);
    }

    private WalkReport NewReport(bool verbose)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(_output),
        });
        console.Profile.Width = 1_000;
        return new WalkReport(console, verbose);
    }

    private static Answer<Conversation> NewAnswer(int status, string body) => new(
        Call.Get("/v1/jobs/1", by: null),
        status,
        new Dictionary<string, string> { ["ETag"] = "\"v1\"" }.ToLookup(header => header.Key, header => header.Value),
        Encoding.UTF8.GetBytes(body),
        TimeSpan.FromMilliseconds(12),
        WireJson.Default.Conversation);
}
