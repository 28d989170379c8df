using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FairTradeWorker.LocalServers;
using FairTradeWorker.Ops.Seed;
using FairTradeWorker.Ops.Walk;
using FairTradeWorker.Scaling;
using Npgsql;
using Spectre.Console;

namespace FairTradeWorker.Ops.Load;

/// <summary>
/// <c>load</c>: many simulated users of a running API. Exit code 0 when everything held that the plan promises, 1 when
/// something did not or the run was ended early, 2 when nothing was tried.
/// </summary>
internal static class LoadCommand
{
    public const int Held = 0;
    public const int NotHeld = 1;
    public const int NotTried = 2;

    private const int DefaultSeed = 1;
    private const string DefaultUrl = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var plan = ScalingPlan.Load();
        var names = string.Join(", ", LoadScenario.NamesIn(plan.LoadTests));
        var scenario = new Argument<string>("scenario") { Description = $"One of the plan's: {names}." };
        var users = new Option<int?>("--users") { Description = "So many users at the peak instead of the scenario's." };
        var duration = new Option<TimeSpan?>("--duration")
        {
            Description = "So long instead of the scenario's time: 90s, 15min, 1h.",
            CustomParser = result => Duration(result),
        };
        var compress = new Option<double>("--compress")
        {
            Description = "So many times faster than the scenario; users pause as long as ever.",
            DefaultValueFactory = _ => 1,
        };
        var seed = new Option<int>("--seed") { Description = "Another number makes other chance.", DefaultValueFactory = _ => DefaultSeed };
        var urls = new Option<string[]>("--base-url")
        {
            Description = $"Where the API is; several times for several instances, over which users are spread. Default: {DefaultUrl}.",
            DefaultValueFactory = _ => [DefaultUrl],
        };
        var connection = new Option<string?>("--connection")
        {
            Description = "Connection string of the API's database, to open sessions and to look for what was written. Without "
                + "it ConnectionStrings__Postgres, else the database of the AppHost that runs for this repository.",
        };
        var passwords = new Option<bool>("--passwords")
        {
            Description = "Use no database: sign in with the password of the seed, and read back what was written through the API.",
        };
        var accounts = new Option<int>("--accounts")
        {
            Description = "How many accounts the seed has made, for --passwords.",
            DefaultValueFactory = _ => plan.Phases.First().Value.Users,
        };
        var share = new Option<string>("--share")
        {
            Description = "2/3: of three processes that share the users of the scenario, this is the second.",
            DefaultValueFactory = _ => "1/1",
        };
        var watch = new Option<string[]>("--watch")
        {
            Description = "api=4711: show what this process and its descendants use; may be given several times.",
            DefaultValueFactory = _ => [],
        };
        var planFile = new Option<string?>("--plan") { Description = "Another plan than the one that this build carries." };
        var report = new Option<string?>("--report") { Description = "Write an HTML page for people." };
        var json = new Option<string?>("--json") { Description = "Write everything that was measured, for programs." };
        var command = new Command(
            "load",
            $"Try how much a running API carries, by simulated users whose number, mix, pauses and limits are those of {ScalingPlan.FileName}. "
            + "It signs in as accounts of the seed, and posts, bids and writes messages: never let it loose on a database that matters.")
        {
            scenario, users, duration, compress, seed, urls, connection, passwords, accounts, share, watch, planFile, report, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var console = Terminal.Create();
            try
            {
                var chosen = RunningPlan.Choose(parsed.GetValue(planFile), phase: null).Plan;
                var options = new LoadOptions(
                    Scenario(
                        chosen, parsed.GetRequiredValue(scenario), parsed.GetValue(users), parsed.GetValue(duration), parsed.GetValue(compress)),
                    [.. parsed.GetRequiredValue(urls).Select(Url)],
                    parsed.GetValue(connection),
                    parsed.GetValue(passwords),
                    parsed.GetValue(accounts),
                    Share(parsed.GetRequiredValue(share)),
                    parsed.GetValue(seed),
                    parsed.GetRequiredValue(watch).Select(Watched).ToDictionary(process => process.Name, process => process.Id),
                    parsed.GetValue(report),
                    parsed.GetValue(json));
                return RunAsync(chosen, options, console, cancellationToken);
            }
            catch (Exception misunderstood) when (misunderstood is LoadException or ScalingPlanException)
            {
                return Task.FromResult(Say(console, misunderstood.Message));
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ScalingPlan plan, LoadOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        try
        {
            return await LoadSession.RunAsync(plan, options, console, cancellationToken) ? Held : NotHeld;
        }
        catch (Exception failure) when (failure is LoadException or SeedException or LocalServerException or NpgsqlException)
        {
            return Say(console, failure.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Say(console, "Interrupted before it began.");
        }
    }

    private static int Say(IAnsiConsole console, string what)
    {
        console.MarkupLineInterpolated($"[red]{what}[/]");
        return NotTried;
    }

    private static LoadScenario Scenario(ScalingPlan plan, string name, int? users, TimeSpan? duration, double compress)
    {
        var scenario = LoadScenario.Find(plan.LoadTests, name)
            ?? throw new LoadException($"There is no scenario {name}, but {string.Join(", ", LoadScenario.NamesIn(plan.LoadTests))}.");
        if (users <= 0 || compress <= 0 || duration <= TimeSpan.Zero)
        {
            throw new LoadException("--users, --duration and --compress are above zero.");
        }

        scenario = users is { } peak ? scenario.WithPeak(peak) : scenario;
        return scenario.Within((duration ?? scenario.Duration) / compress);
    }

    private static Uri Url(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == "http"
        ? url
        : throw new LoadException($"{text} is not the address of an API without TLS, such as {DefaultUrl}: the driver speaks to "
            + "instances, not to the edge in front of them.");

    private static (int Number, int Of) Share(string text) =>
        text.Split('/') is [var first, var second] && int.TryParse(first, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(second, CultureInfo.InvariantCulture, out var of) && number >= 1 && number <= of
            ? (number, of)
            : throw new LoadException($"--share is such as 1/2, not {text}.");

    private static (string Name, int Id) Watched(string text) =>
        text.Split('=') is [{ Length: > 0 } name, var id] && int.TryParse(id, CultureInfo.InvariantCulture, out var process)
            ? (name, process)
            : throw new LoadException($"--watch is such as api=4711, not {text}.");

    private static TimeSpan? Duration(ArgumentResult result)
    {
        var text = string.Concat(result.Tokens.Select(token => token.Value)).Replace(" ", "", StringComparison.Ordinal);
        var unit = text.TrimStart("0123456789.".ToCharArray());
        if (double.TryParse(text[..^unit.Length], CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            switch (unit)
            {
                case "s":
                    return TimeSpan.FromSeconds(number);
                case "min" or "m":
                    return TimeSpan.FromMinutes(number);
                case "h":
                    return TimeSpan.FromHours(number);
            }
        }

        result.AddError($"--duration is such as 90s, 15min or 1h, not {text}.");
        return null;
    }
}
