using FairTradeWorker.Ops.Check;

namespace FairTradeWorker.IntegrationTests.Crashes.Invariants;

/// <summary>Two lists that must hold the same things, each as often.</summary>
internal static class Agreement
{
    /// <param name="said">What the clients' logs say.</param>
    /// <param name="stored">What the database says.</param>
    public static Finding Of(string name, string rule, IEnumerable<string> said, IEnumerable<string> stored)
    {
        var (log, rows) = (Counted(said), Counted(stored));
        List<string> broken =
        [
            .. log.Where(one => rows.GetValueOrDefault(one.Key) < one.Value).Select(one => $"lost: {one.Key}"),
            .. rows.Where(one => log.GetValueOrDefault(one.Key) < one.Value)
                .Select(one => $"{(log.ContainsKey(one.Key) ? "doubled" : "never acknowledged")}: {one.Key}"),
        ];
        return new(name, rule, log.Values.Sum(), broken);
    }

    private static Dictionary<string, int> Counted(IEnumerable<string> things) =>
        things.CountBy(thing => thing, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
