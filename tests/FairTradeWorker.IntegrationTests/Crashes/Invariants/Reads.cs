using FairTradeWorker.Ops.Check;

namespace FairTradeWorker.IntegrationTests.Crashes.Invariants;

/// <summary>What each client sees only goes forward, whichever replica answers and whatever died in between.</summary>
internal static class Reads
{
    private static readonly Dictionary<string, string[]> Next = new()
    {
        ["draft"] = ["open", "cancelled"],
        ["open"] = ["awarded", "cancelled", "expired"],
        ["awarded"] = ["in_progress", "cancelled"],
        ["in_progress"] = ["work_submitted"],
        ["work_submitted"] = ["in_progress", "completed"],
        ["submitted"] = ["withdrawn", "declined", "expired", "accepted", "not_selected"],
    };

    /// <summary>Own writes are among what a client has seen, so it also reads what it has written.</summary>
    public static Finding Monotonic(History history)
    {
        var broken = new List<string>();
        foreach (var seen in history.Sights.GroupBy(sight => (sight.Client, sight.Id)))
        {
            broken.AddRange(seen.Zip(seen.Skip(1)).Where(pair => pair.Second.Version < pair.First.Version)
                .Select(pair => $"client {seen.Key.Client} saw {seen.Key.Id} in version {pair.First.Version}, then {pair.Second.Version}"));
        }

        return new("reads go forward", "no client sees an older version after a newer, or before its own", history.Sights.Count, broken);
    }

    public static Finding StatesGoForward(History history)
    {
        var broken = new List<string>();
        foreach (var thing in history.Sights.GroupBy(sight => sight.Id))
        {
            var states = thing.OrderBy(sight => sight.Version).ToList();
            broken.AddRange(states.Zip(states.Skip(1))
                .Where(pair => pair.First.Status != pair.Second.Status
                    && (pair.First.Version == pair.Second.Version || !Leads(pair.First.Status, pair.Second.Status, [])))
                .Select(pair => $"{thing.Key} was {pair.First.Status} in version {pair.First.Version} and {pair.Second.Status} in {pair.Second.Version}"));
        }

        return new("states go forward", "one state in each version, and none that was left for good", history.Sights.Count, broken);
    }

    private static bool Leads(string from, string to, HashSet<string> passed) =>
        Next.TryGetValue(from, out var next) && passed.Add(from) && next.Any(step => step == to || Leads(step, to, passed));
}
