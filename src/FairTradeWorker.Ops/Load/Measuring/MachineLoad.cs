using System.Globalization;

namespace FairTradeWorker.Ops.Load.Measuring;

/// <summary>
/// What the machine and some of its processes do, from Linux' <c>/proc</c>. A process counts with all its descendants,
/// those that have ended too, so that PostgreSQL's many are one.
/// </summary>
internal sealed class MachineLoad
{
    // What the kernel counts times in for user space, on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;
    private const double PageBytes = 4096;

    private readonly IReadOnlyDictionary<string, int> watched;
    private (double Busy, IReadOnlyDictionary<string, double> Ticks) last;

    /// <param name="watched">Process ids by the name that they are reported under.</param>
    public MachineLoad(IReadOnlyDictionary<string, int> watched)
    {
        this.watched = watched;
        last = (BusyTicks(), Processes().ToDictionary(process => process.Key, process => process.Value.Ticks));
    }

    public static bool IsReadable => File.Exists("/proc/stat");

    /// <summary>Since the last call, or since the beginning.</summary>
    public MachineMoment Cut(TimeSpan length)
    {
        var (busy, processes) = (BusyTicks(), Processes());
        var ticks = length.TotalSeconds * TicksPerSecond;
        var moment = new MachineMoment(
            (busy - last.Busy) / ticks,
            double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture),
            processes.ToDictionary(process => process.Key, process => new ProcessMoment(
                Math.Max(0, process.Value.Ticks - last.Ticks.GetValueOrDefault(process.Key, process.Value.Ticks)) / ticks,
                process.Value.Pages * PageBytes / 1e6)));
        last = (busy, processes.ToDictionary(process => process.Key, process => process.Value.Ticks));
        return moment;
    }

    // user, nice, system, and past idle and iowait: irq, softirq; what other machines steal is not ours.
    private static double BusyTicks()
    {
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return times[1..4].Concat(times[6..8]).Sum(time => double.Parse(time, CultureInfo.InvariantCulture));
    }

    private Dictionary<string, (double Ticks, double Pages)> Processes()
    {
        if (watched.Count == 0)
        {
            return [];
        }

        var all = Directory.EnumerateDirectories("/proc").Select(folder => Stat.Read(Path.GetFileName(folder)))
            .OfType<Stat>().ToDictionary(process => process.Id);
        var children = all.Values.ToLookup(process => process.Parent);
        return watched.ToDictionary(
            process => process.Key,
            process => all.TryGetValue(process.Value, out var root) ? Sum(root) : (0, 0));

        (double Ticks, double Pages) Sum(Stat process) => children[process.Id].Select(Sum).Aggregate(
            (process.Ticks, process.Pages), (sum, child) => (sum.Ticks + child.Ticks, sum.Pages + child.Pages));
    }

    private sealed record Stat(int Id, int Parent, double Ticks, double Pages)
    {
        public static Stat? Read(string folder)
        {
            if (!int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return null;
            }

            try
            {
                // The name stands in parentheses and may hold anything, blanks too.
                var text = File.ReadAllText($"/proc/{folder}/stat");
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                var ticks = fields[11..15].Sum(time => double.Parse(time, CultureInfo.InvariantCulture));
                return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), ticks, double.Parse(fields[21], CultureInfo.InvariantCulture));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
