using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FairTradeWorker.Ops.Load.Accounts;
using FairTradeWorker.Ops.Load.Journeys;
using FairTradeWorker.Ops.Load.Measuring;
using FairTradeWorker.Ops.Load.Report;
using FairTradeWorker.Ops.Seed;
using FairTradeWorker.Scaling;
using Npgsql;
using Spectre.Console;

namespace FairTradeWorker.Ops.Load;

/// <summary>One run from its preparation to its reports.</summary>
internal static class LoadSession
{
    // The runtime's own files, the database's connections, and what a reopened connection overlaps.
    private const int OtherDescriptors = 300;

    // Continuations run where the answer was read: a hop to the thread pool costs more than what they do. Read once,
    // by the first socket.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <returns>Whether everything held.</returns>
    /// <exception cref="LoadException">The run cannot begin.</exception>
    public static async Task<bool> RunAsync(
        ScalingPlan plan, LoadOptions options, IAnsiConsole console, CancellationToken cancellationToken)
    {
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        CheckDescriptors((options.Scenario.Peak + options.Share.Of - options.Share.Number) / options.Share.Of);
        var numbers = Enumerable.Range(0, options.Scenario.Peak)
            .Where(user => user % options.Share.Of == options.Share.Number - 1).ToArray();
        var (clock, mix) = (TimeProvider.System, new LoadMix(plan));
        await using var database = options.Passwords ? null : NpgsqlDataSource.Create(SeedConnection.Find(options.Connection));
        ISignIn signIn = database is null
            ? new PasswordSignIn(new SeededAccounts(options.Accounts, mix))
            : await SessionSignIn.PrepareAsync(database, mix, numbers, options.Scenario.Duration, clock, cancellationToken);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var pauses = new Pauses(clock);
        var world = new LoadWorld
        {
            Host = options.BaseUrls[0].Authority,
            Servers = await ResolveAsync(options.BaseUrls, cancellationToken),
            Mix = mix,
            SignIn = signIn,
            Seed = options.Seed,
            Patience = plan.Instance.RequestTimeout,
            Clock = clock,
            Pauses = pauses,
            Ending = ending.Token,
        };
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Scenario.Name}: up to {numbers.Length:#,##0} users for {options.Scenario.Duration.TotalSeconds:0} s at {string.Join(", ", options.BaseUrls.Select(url => url.Authority))}"));
        var startedAt = clock.GetUtcNow();
        var run = await ShowAsync(console, options.Scenario, async progress =>
        {
            var machine = MachineLoad.IsReadable
                ? new MachineLoad(new Dictionary<string, int>(options.Watched) { ["driver"] = Environment.ProcessId })
                : null;
            var run = new LoadRun(options.Scenario, numbers, world, machine, progress);
            await run.RunAsync(ending);
            return run;
        });

        // Whoever has interrupted the run still wants to know this.
        var writes = await WriteCheck.RunAsync(world.Ledger.Entries, database, options.Seed, CancellationToken.None);
        var result = LoadResults.Of(plan, options, world, run, writes, startedAt);
        Summary.Write(console, result);
        await WriteFilesAsync(console, plan, options, result);
        foreach (var visitor in run.Visitors)
        {
            visitor.Dispose();
        }

        return result.Held;
    }

    private static Task<LoadRun> ShowAsync(IAnsiConsole console, LoadScenario scenario, Func<ILoadProgress, Task<LoadRun>> work)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            return work(new LineProgress(console));
        }

        // Only an interactive console redraws its lines.
        console.Profile.Capabilities.Interactive = true;
        return LiveProgress.ShowAsync(console, scenario, work);
    }

    private static async Task WriteFilesAsync(
        IAnsiConsole console, ScalingPlan plan, LoadOptions options, LoadResult result)
    {
        if (options.JsonFile is { } json)
        {
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(result, LoadResultJson.Default.LoadResult));
        }

        if (options.ReportFile is { } report)
        {
            await File.WriteAllTextAsync(report, HtmlReport.Render(result, plan.Targets));
            console.WriteLine($"Report: {Path.GetFullPath(report)}");
        }
    }

    private static async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(IReadOnlyList<Uri> urls, CancellationToken cancellationToken)
    {
        var servers = new List<IPEndPoint>();
        foreach (var url in urls)
        {
            try
            {
                var addresses = await Dns.GetHostAddressesAsync(url.DnsSafeHost, AddressFamily.InterNetwork, cancellationToken);
                servers.Add(new IPEndPoint(addresses[0], url.Port));
            }
            catch (SocketException failure)
            {
                throw new LoadException($"{url.Host} has no IPv4 address: {failure.Message}");
            }
        }

        return servers;
    }

    // .NET has raised the limit as far as this process may.
    private static void CheckDescriptors(int users)
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits))
        {
            return;
        }

        var line = File.ReadLines(Limits).First(limit => limit.StartsWith("Max open files", StringComparison.Ordinal));
        if (int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture, out var limit)
            && users > limit - OtherDescriptors)
        {
            throw new LoadException(string.Create(
                CultureInfo.InvariantCulture,
                $"{users:#,##0} users want as many connections, but this process may open {limit:#,##0} files. Raise the limit "
                + $"(ulimit -n), or share the users among several processes with --share 1/2 and --share 2/2."));
        }
    }
}
