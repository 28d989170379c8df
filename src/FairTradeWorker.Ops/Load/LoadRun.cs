using FairTradeWorker.Ops.Load.Journeys;
using FairTradeWorker.Ops.Load.Measuring;

namespace FairTradeWorker.Ops.Load;

/// <summary>Told how a run goes.</summary>
internal interface ILoadProgress
{
    void Say(string what);

    void Tell(Moment moment, RouteMeasurement total);
}

/// <summary>Lets users come and go as a scenario says, and measures what they see.</summary>
/// <param name="numbers">Numbers of the users, in the order in which they come.</param>
internal sealed class LoadRun(
    LoadScenario scenario,
    IReadOnlyList<int> numbers,
    LoadWorld world,
    MachineLoad? machine,
    ILoadProgress progress)
{
    private const int ArrivingAtOnce = 16;
    private const int LongestSeries = 300;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly Visitor?[] visitors = new Visitor?[numbers.Count];
    private readonly Task[] comings = new Task[numbers.Count];
    private readonly List<Moment> moments = [];

    public IReadOnlyList<Moment> Moments => moments;

    public IEnumerable<Visitor> Visitors => visitors.OfType<Visitor>();

    /// <summary>How long it was measured.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>The most users at once.</summary>
    public int Peak { get; private set; }

    /// <summary>Seconds that users were there, all together.</summary>
    public double UserSeconds { get; private set; }

    /// <summary>CPU time of this process while it was measured.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <summary>
    /// Signs in those who are there from the beginning, a few at a time; then the clock starts. Ends with the scenario,
    /// or with <see cref="LoadWorld.Ending"/>, and when the last answer has come.
    /// </summary>
    public async Task RunAsync(CancellationTokenSource ending)
    {
        await ArriveAsync();
        var (start, cpu) = (world.Clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        world.Measuring = true;
        try
        {
            await ConductAsync(start);
        }
        catch (OperationCanceledException) when (world.Ending.IsCancellationRequested)
        {
            // Somebody has seen enough.
        }

        await ending.CancelAsync();
        world.Pauses.End();
        var all = Task.WhenAll(comings.OfType<Task>());
        while (await Task.WhenAny(all, Task.Delay(Step, world.Clock, CancellationToken.None)) != all)
        {
            GiveUpOnLateAnswers();
        }

        await all;
        // Away from the thread that woke the last user.
        await Task.Yield();
        world.Measuring = false;
        Cpu = Environment.CpuUsage.TotalTime - cpu;
    }

    private async Task ArriveAsync()
    {
        var there = Math.Min(CountAt(TimeSpan.Zero), numbers.Count);
        if (there == 0)
        {
            return;
        }

        progress.Say($"Signing in {there:#,##0} users");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(world.Ending);
        var signedIn = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = ArrivingAtOnce, CancellationToken = enough.Token };
        var arrival = Parallel.ForEachAsync(Enumerable.Range(0, there), options, async (place, _) =>
        {
            if (await VisitorAt(place).SignInAsync())
            {
                Interlocked.Increment(ref signedIn);
            }
            else
            {
                // Something is wrong; the run will show what.
                await enough.CancelAsync();
            }
        });
        while (await Task.WhenAny(arrival, Task.Delay(Step, world.Clock, CancellationToken.None)) != arrival)
        {
            GiveUpOnLateAnswers();
        }

        if (arrival.IsCanceled)
        {
            progress.Say($"Only {signedIn:#,##0} of {there:#,##0} users could sign in at first; the others go on trying");
        }
        else
        {
            await arrival;
        }
    }

    private async Task ConductAsync(long start)
    {
        var interval = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(scenario.Duration.TotalSeconds / LongestSeries)));
        // What was done before is nobody's load.
        machine?.Cut(interval);
        var cut = TimeSpan.Zero;
        var looked = TimeSpan.Zero;
        using var timer = new PeriodicTimer(Step, world.Clock);
        do
        {
            var now = world.Clock.GetElapsedTime(start);
            var active = Math.Min(CountAt(now), numbers.Count);
            UserSeconds += active * (now - Elapsed).TotalSeconds;
            Elapsed = now;
            Peak = Math.Max(Peak, active);
            Welcome(active, fromTheBeginning: now < Step);
            if (now - looked >= TimeSpan.FromSeconds(1))
            {
                looked = now;
                GiveUpOnLateAnswers();
            }

            if (now - cut >= interval)
            {
                Cut(now, now - cut, active);
                cut = now;
            }
        }
        while (Elapsed < scenario.Duration && await timer.WaitForNextTickAsync(world.Ending));
    }

    // The scenario counts all users; this process may be only some of them.
    private int CountAt(TimeSpan elapsed)
    {
        var users = scenario.UsersAt(elapsed);
        var place = 0;
        while (place < numbers.Count && numbers[place] < users)
        {
            place++;
        }

        world.Wanted = users;
        return place;
    }

    private void Welcome(int active, bool fromTheBeginning)
    {
        for (var place = 0; place < active; place++)
        {
            if (comings[place] is null or { IsCompleted: true })
            {
                comings[place] = VisitorAt(place).ComeAsync(late: fromTheBeginning);
            }
        }
    }

    private Visitor VisitorAt(int place) => visitors[place] ??= new Visitor(numbers[place], world);

    private void Cut(TimeSpan now, TimeSpan length, int active)
    {
        var moment = world.Measurements.Cut(now, length, active, machine?.Cut(length));
        moments.Add(moment);
        progress.Tell(moment, world.Measurements.Total);
    }

    private void GiveUpOnLateAnswers()
    {
        foreach (var visitor in visitors)
        {
            visitor?.GiveUpAfterPatience();
        }
    }
}
