using System.Globalization;

namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// All accounts of a run. The number in an address tells the role: multiples of 100,000 plus 9 are operators, of the
/// rest those whose last digit is below 6 are homeowners and the others contractors. Higher numbers registered later.
/// </summary>
internal sealed class UserDirectory
{
    private const double ProShare = 0.08;
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    private readonly SeedPlan plan;
    private readonly Guid[] ids;
    private readonly int[] homeowners;
    private readonly int[] contractors;

    public UserDirectory(SeedPlan plan)
    {
        this.plan = plan;
        ids = new Guid[plan.Users];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = Dice.Of(plan.Key, DiceStream.User, i).Id(CreatedAt(i));
        }

        homeowners = [.. IndexesOf("homeowner")];
        contractors = [.. IndexesOf("contractor")];
    }

    public static string RoleOf(int number) => (number % 100_000, number % 10) switch
    {
        (9, _) => "operator",
        (_, < 6) => "homeowner",
        _ => "contractor",
    };

    public static string EmailOf(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number}@seed.test");

    public int Count => ids.Length;

    public IEnumerable<SeedUser> All()
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var dice = Dice.Of(plan.Key, DiceStream.User, i, part: 1);
            var role = RoleOf(plan.FirstUser + i);
            var name = $"{dice.Early(PeopleWords.FirstNames)} {dice.Early(PeopleWords.LastNames)}";
            var isPro = role == "contractor" && dice.Chance(ProShare);
            yield return new SeedUser(
                ids[i], EmailOf(plan.FirstUser + i), name, role, isPro ? "pro" : "free", CreatedAt(i));
        }
    }

    /// <summary>Somebody who had registered by then; some post more often than others.</summary>
    public Guid Homeowner(Dice dice, DateTimeOffset by) =>
        ids[homeowners[(int)(Math.Pow(dice.Unit(), 1.3) * RegisteredBy(homeowners, by))]];

    /// <summary>
    /// Different contractors who had registered by then; a busy one bids a thousand times while most bid hardly ever.
    /// </summary>
    public IReadOnlyList<Guid> Contractors(Dice dice, int count, DateTimeOffset by)
    {
        var registered = RegisteredBy(contractors, by);
        var chosen = new List<int>(count);
        while (chosen.Count < count)
        {
            var candidate = (int)(Math.Pow(dice.Unit(), 2) * registered);
            while (chosen.Contains(candidate))
            {
                candidate = (candidate + 1) % registered;
            }

            chosen.Add(candidate);
        }

        return [.. chosen.Select(candidate => ids[contractors[candidate]])];
    }

    /// <summary>Every contractor with his place in the run and the time of his registration.</summary>
    public IEnumerable<(int Index, Guid Id, DateTimeOffset Registered)> AllContractors() =>
        contractors.Select(index => (index, ids[index], CreatedAt(index)));

    public int ContractorCount => contractors.Length;

    private IEnumerable<int> IndexesOf(string role) =>
        Enumerable.Range(0, ids.Length).Where(i => RoleOf(plan.FirstUser + i) == role);

    private DateTimeOffset CreatedAt(int index) =>
        Moment.Floor(plan.Now - Span + ((Span - TimeSpan.FromHours(1)) * ((index + 0.5) / plan.Users)));

    private int RegisteredBy(int[] indexes, DateTimeOffset by)
    {
        var share = (by - (plan.Now - Span)) / (Span - TimeSpan.FromHours(1));
        var found = Array.BinarySearch(indexes, (int)((share * plan.Users) - 0.5));
        return Math.Clamp(found < 0 ? ~found : found, 1, indexes.Length);
    }
}
