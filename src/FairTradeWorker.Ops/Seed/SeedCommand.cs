using System.CommandLine;
using FairTradeWorker.LocalServers;
using FairTradeWorker.Ops.Walk;
using Npgsql;
using Spectre.Console;

namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// <c>seed</c>: fills a migrated database with as much as the marketplace is to hold. Exit code 0 when all rows are
/// there, 1 when none was written, 2 when what was asked makes no sense.
/// </summary>
internal static class SeedCommand
{
    private const int Filled = 0;
    private const int Refused = 1;
    private const int Misunderstood = 2;

    private const int DefaultUsers = 400_000;
    private const int DefaultJobs = 100_000;
    private const int BidsPerJob = 5;
    private const int MessagesPerJob = 10;
    private const int DefaultSeed = 42;

    public static Command Create()
    {
        var users = Number("--users", DefaultUsers, "Accounts: six of ten homeowners, four contractors, a few operators.");
        var jobs = Number("--jobs", DefaultJobs, "Jobs in all states; more than half of them open.");
        var bids = new Option<int?>("--bids") { Description = $"Bids, one to six times the jobs. Default: {BidsPerJob} times." };
        var messages = new Option<int?>("--messages") { Description = $"Messages. Default: {MessagesPerJob} times the jobs." };
        var seed = Number("--seed", DefaultSeed, "Another number makes other rows of the same kind.");
        var connection = new Option<string?>("--connection")
        {
            Description = "Connection string of a role that owns the tables. Without it ConnectionStrings__Postgres, else the "
                + "database of the AppHost that runs for this repository.",
        };
        var url = new Option<string?>("--url")
        {
            Description = "Address of the API whose trades to use. Without it the known trades are used.",
        };
        var append = new Option<bool>("--append")
        {
            Description = "Add to a database that holds more than the demo accounts.",
        };
        var command = new Command(
            "seed",
            "Fill a migrated database with users, jobs, bids, agreements, conversations and messages, in one transaction. The "
            + $"accounts are user<N>@seed.test and all have the password {SeedPassword.Text}, so load tests can sign in "
            + "as any of them: never seed a database that strangers reach. N ending in 0 to 5 is a homeowner, in 6 to 9 "
            + "a contractor, but 9, 100009, 200009 and so on are operators.")
        {
            users, jobs, bids, messages, seed, connection, url, append,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var jobCount = parsed.GetRequiredValue(jobs);
            var plan = new SeedPlan(
                parsed.GetRequiredValue(users),
                jobCount,
                parsed.GetValue(bids) ?? Times(jobCount, BidsPerJob),
                parsed.GetValue(messages) ?? Times(jobCount, MessagesPerJob),
                parsed.GetRequiredValue(seed),
                Moment.Floor(TimeProvider.System.GetUtcNow()));
            var options = new Options(
                plan, parsed.GetValue(connection), parsed.GetValue(url), parsed.GetValue(append));
            return RunAsync(options, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Options options, CancellationToken cancellationToken)
    {
        var console = Terminal.Create();
        Uri? api = null;
        if (options.Url is { } url && (!Uri.TryCreate(url, UriKind.Absolute, out api) || api.Scheme is not ("http" or "https")))
        {
            return Say(console, Misunderstood, $"{url} is not the address of an API.");
        }

        if (options.Plan.Problem() is { } problem)
        {
            return Say(console, Misunderstood, problem);
        }

        try
        {
            var clock = TimeProvider.System;
            var trades = await TradeSource.ReadAsync(api, clock, cancellationToken);
            // No pool: settings made for this one connection must not reach another use.
            var connection = SeedConnection.Find(options.Connection);
            connection.Pooling = false;
            await using var dataSource = NpgsqlDataSource.Create(connection);
            console.WriteLine($"Filling {connection.Database} at {connection.Host}:{connection.Port}");
            var result = await ShowAsync(console, progress => new SeedDatabase(dataSource, progress, clock)
                .FillAsync(options.Plan, trades, options.Append, cancellationToken));
            SeedSummary.Write(console, result);
            return Filled;
        }
        catch (Exception failure) when (failure is SeedException or LocalServerException or NpgsqlException)
        {
            return Say(console, Refused, failure is PostgresException { Detail: { } detail }
                ? $"{failure.Message}: {detail}"
                : failure.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Say(console, Refused, "Interrupted. Unless the vacuum had begun, nothing was written.");
        }
    }

    private static Task<SeedResult> ShowAsync(IAnsiConsole console, Func<ISeedProgress, Task<SeedResult>> work)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            return work(new PlainProgress(console));
        }

        // Only an interactive console redraws its lines.
        console.Profile.Capabilities.Interactive = true;
        return BarProgress.ShowAsync(console, work);
    }

    private static int Say(IAnsiConsole console, int code, string what)
    {
        console.MarkupLineInterpolated($"[red]{what}[/]");
        return code;
    }

    private static Option<int> Number(string name, int standard, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
    };

    private static int Times(int jobs, int times) => (int)Math.Min((long)jobs * times, int.MaxValue);

    private sealed record Options(SeedPlan Plan, string? Connection, string? Url, bool Append)
    {
        /// <summary>Connection strings hold passwords, so they are not printed.</summary>
        public override string ToString() => nameof(Options);
    }
}
