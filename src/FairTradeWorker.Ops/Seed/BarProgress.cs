using Spectre.Console;

namespace FairTradeWorker.Ops.Seed;

/// <summary>A bar for each part, for people who watch.</summary>
internal sealed class BarProgress(ProgressContext context) : ISeedProgress
{
    private ProgressTask? task;

    public static Task<T> ShowAsync<T>(IAnsiConsole console, Func<ISeedProgress, Task<T>> work) => console
        .Progress()
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new ElapsedTimeColumn())
        .StartAsync(context => work(new BarProgress(context)));

    public void Begin(string what, long? rows)
    {
        task = context.AddTask(what, maxValue: Math.Max(1, rows ?? 1));
        task.IsIndeterminate = rows is null;
    }

    public void Advance(long rowsDone)
    {
        if (task is not null)
        {
            task.Value = rowsDone;
        }
    }

    public void End(TimeSpan elapsed, long? rows)
    {
        if (task is not null)
        {
            task.IsIndeterminate = false;
            task.Value = task.MaxValue;
            task.StopTask();
        }
    }
}
