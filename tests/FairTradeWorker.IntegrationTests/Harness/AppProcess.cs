using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>One of our programs, running as a process of its own; what it printed last is kept for messages.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly string name;
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentQueue<string> errors = new();

    private AppProcess(string name, Process process, Uri address, int managementPort)
    {
        (this.name, this.process, Address) = (name, process, address);
        Metrics = new UriBuilder(address) { Port = managementPort, Path = "/metrics" }.Uri;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    public string Project => name;

    /// <summary>Of the program itself: what was started before it has become it.</summary>
    public int Id => process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What Prometheus reads, on the port of operators.</summary>
    public Uri Metrics { get; }

    public string Output => string.Join('\n', lines);

    /// <summary>The lines of level error and above that it logged, from its start on.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    public bool HasExited => process.HasExited;

    public static Task<AppProcess> StartAsync(
        string project, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAsync(project, new Uri($"http://127.0.0.1:{FreePort.Any()}"), environment, arguments);

    /// <summary>At an address that is known already, such as that of a process which has ended.</summary>
    public static async Task<AppProcess> StartAsync(
        string project, Uri address, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var dll = Builds.Of(project);
        var command = new Command("dotnet", [dll, .. arguments]).Through(ParentDeath.Prefix(user: null, "TERM"));
        var start = command.ToStartInfo(Path.GetDirectoryName(dll)!);

        // Nothing of the machine that runs the tests may decide how the programs run.
        foreach (var inherited in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["ASPNETCORE_URLS"] = address.OriginalString;
        start.Environment["DOTNET_ENVIRONMENT"] = "Testing";
        var managementPort = FreePort.Any();
        start.Environment["Management__Port"] = managementPort.ToString(CultureInfo.InvariantCulture);
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new(project, await ProcessLauncher.StartAsync(start), address, managementPort);
    }

    /// <summary>Waits until the process says that it can serve requests.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartLimit && !process.HasExited;)
        {
            if (await IsReadyAsync(http, ct))
            {
                return;
            }

            await Task.Delay(50, ct);
        }

        var state = process.HasExited ? $"ended with {process.ExitCode}" : $"was not ready after {StartLimit.TotalSeconds:0} s";
        throw new InvalidOperationException($"{name} {state}. It printed:\n{Output}");
    }

    /// <summary>Whether it says that it can serve requests now.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        return !process.HasExited && await IsReadyAsync(http, ct);
    }

    /// <summary>SIGTERM, as an orchestrator sends it; does not wait.</summary>
    public void Terminate() => Posix.Signal(process.Id, Posix.Terminate);

    /// <summary>SIGKILL: the process does nothing any more, and is gone when this returns.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        Posix.Signal(process.Id, Posix.Kill);
        await process.WaitForExitAsync(ct);
    }

    /// <summary>Waits for the end of the program, and gives its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken ct, TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience ?? StartLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Posix.Signal(process.Id, Posix.Terminate);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await Console.Error.WriteLineAsync($"{name} did not stop within {StopLimit.TotalSeconds:0} s and was killed.");
            }
        }

        process.Dispose();
    }

    private static bool IsOurs(string name) => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("OTEL_", StringComparison.Ordinal) || name.Contains("__", StringComparison.Ordinal);

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken ct)
    {
        return await IsOkAsync("/health/startup") && await IsOkAsync("/health/ready");

        async Task<bool> IsOkAsync(string path)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
                return answer.StatusCode == HttpStatusCode.OK;
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !ct.IsCancellationRequested))
            {
                return false;
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (line.Contains("\"@l\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"@l\":\"Fatal\"", StringComparison.Ordinal))
        {
            errors.Enqueue(line);
        }

        lines.Enqueue(line);
        while (lines.Count > KeptLines)
        {
            lines.TryDequeue(out _);
        }
    }
}
