using System.Globalization;

namespace FairTradeWorker.Benchmarks;

/// <summary>CPU time from /proc, of a process and all that it has started; also of those that have ended since.</summary>
internal static class ProcessorTime
{
    // USER_HZ, which Linux has at 100 everywhere.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    public static TimeSpan Of(int process)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
            .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var pid) ? Read(pid) : null).OfType<Row>().ToList();
        var (counted, ticks) = (new HashSet<int> { process }, 0L);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var row in all.Where(row => counted.Contains(row.Parent)))
            {
                grown |= counted.Add(row.Pid);
            }
        }

        foreach (var row in all.Where(row => counted.Contains(row.Pid)))
        {
            ticks += row.Ticks;
        }

        return ticks * Tick;
    }

    private static Row? Read(int pid)
    {
        try
        {
            // "pid (name) state ppid …": the name may hold spaces and parentheses, so count from the last one.
            var status = File.ReadAllText($"/proc/{pid}/stat");
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return new(pid, int.Parse(fields[1], CultureInfo.InvariantCulture),
                fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            // It has ended meanwhile; its parent has its time.
            return null;
        }
    }

    /// <param name="Ticks">In user and kernel mode, with those of the children it has waited for.</param>
    private sealed record Row(int Pid, int Parent, long Ticks);
}
