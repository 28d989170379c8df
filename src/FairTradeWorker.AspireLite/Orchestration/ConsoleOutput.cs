namespace Aspire.Hosting.Orchestration;

/// <summary>The lines for the person, or the CI job, that started the AppHost.</summary>
internal sealed class ConsoleOutput(TextWriter output, TextWriter errors, TimeProvider clock)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(3);
    private readonly Lock gate = new();

    public void WriteLine(string line)
    {
        lock (gate)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    public void Error(string line)
    {
        lock (gate)
        {
            errors.WriteLine(line);
            errors.Flush();
        }
    }

    /// <summary>Says what is being done, now (unless quiet) and every few seconds until disposed.</summary>
    public IDisposable Progress(string what, bool quiet = false)
    {
        long started = clock.GetTimestamp();
        if (!quiet)
        {
            WriteLine(Sentence(what) + " …");
        }

        return clock.CreateTimer(
            _ => WriteLine($"{Sentence(what)} … {clock.GetElapsedTime(started).TotalSeconds:0} s"), null, ProgressEvery, ProgressEvery);
    }

    private static string Sentence(string what) => char.ToUpperInvariant(what[0]) + what[1..];
}
