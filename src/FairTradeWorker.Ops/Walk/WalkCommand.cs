using System.CommandLine;
using FairTradeWorker.Ops.Client;
using Spectre.Console;

namespace FairTradeWorker.Ops.Walk;

/// <summary>
/// <c>walk</c>: does the product's main job against a running API and says what it sees. Exit code 0 when all was as
/// promised, 1 when something was not, 2 when there is no API to walk.
/// </summary>
internal static class WalkCommand
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int NoApi = 2;

    private const string UrlVariable = "FTW_API";
    private const string DefaultUrl = "http://localhost:5080";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = $"Where the API is. Without it, the environment variable {UrlVariable}, else {DefaultUrl}.",
            DefaultValueFactory = _ =>
                Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } given ? given : DefaultUrl,
        };
        var verbose = new Option<bool>("--verbose") { Description = "Show headers and bodies, secrets masked." };

        var command = new Command("walk", "Walk the main job against a running API, from sign-up to approval.")
        {
            url,
            verbose,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(url), parsed.GetValue(verbose), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string url, bool verbose, CancellationToken cancellationToken)
    {
        var console = Terminal.Create();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https"))
        {
            console.MarkupLineInterpolated($"[red]{url} is not the address of an API, such as {DefaultUrl}.[/]");
            return NoApi;
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = !api.IsLoopback };
        using var http = new HttpClient(handler) { BaseAddress = api, Timeout = RequestTimeout };
        var clock = TimeProvider.System;
        var report = new WalkReport(console, verbose);
        var start = clock.GetTimestamp();
        try
        {
            console.MarkupLineInterpolated($"Walking the main job at {api}");
            await new MainJobWalk(new MarketplaceClient(http, clock), report, clock).RunAsync(cancellationToken);
            report.Succeed(clock.GetElapsedTime(start));
            return Passed;
        }
        catch (CheckFailedException failure)
        {
            report.Fail(failure.What, failure.Expected, failure.Came);
            return Failed;
        }
        catch (UnexpectedAnswerException failure)
        {
            report.Fail(
                $"the form of the answer: {failure.Message}",
                "the promised members",
                SecretMask.Show(failure.Answer.Body.Span));
            return Failed;
        }
        catch (HttpRequestException failure)
        {
            SayUnreachable(console, api, failure.GetBaseException().Message.TrimEnd('.'));
            return NoApi;
        }
        catch (OperationCanceledException failure) when (failure.InnerException is TimeoutException)
        {
            SayUnreachable(console, api, $"no answer within {RequestTimeout.TotalSeconds:0} s");
            return NoApi;
        }
    }

    private static void SayUnreachable(IAnsiConsole console, Uri api, string reason)
    {
        console.MarkupLineInterpolated($"[red]The API at {api} cannot be reached: {reason}.[/]");
        console.WriteLine("Start it with:  dotnet run --project src/FairTradeWorker.AppHost");
        console.WriteLine($"or say where it is with --url or {UrlVariable}.");
    }
}
