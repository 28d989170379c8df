using Spectre.Console;

namespace FairTradeWorker.Ops.Seed;

/// <summary>One line for each part when it is done, for logs.</summary>
internal sealed class PlainProgress(IAnsiConsole console) : ISeedProgress
{
    private string what = "";

    public void Begin(string what, long? rows) => this.what = what;

    public void Advance(long rowsDone)
    {
    }

    public void End(TimeSpan elapsed, long? rows) =>
        console.WriteLine(rows is { } count
            ? $"{what}: {count:N0} rows in {elapsed.TotalSeconds:0.0} s"
            : $"{what}: {elapsed.TotalSeconds:0.0} s");
}
