using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.StateMachines;

/// <summary>The people of the tables; they are of no other test, so that their events are of these scenes only.</summary>
internal sealed class Cast
{
    private readonly Dictionary<string, Person?> people;

    private Cast(Dictionary<string, Person?> people) => this.people = people;

    /// <summary>The roles of the tables.</summary>
    public static IReadOnlyList<string> Roles { get; } =
        ["owner", "contractor", "bidder", "other contractor", "other homeowner", "operator", "anonymous"];

    /// <summary>Whose job it is.</summary>
    public Person Owner => Of("owner");

    /// <summary>Whose bid, conversation and agreement it is.</summary>
    public Person Contractor => Of("contractor");

    /// <summary>Who has bid on the same job.</summary>
    public Person Bidder => Of("bidder");

    public Guid[] Ids => [.. people.Values.OfType<Person>().Select(person => Guid.Parse(person.Id))];

    /// <summary>Null for whoever is not signed in.</summary>
    public Person? this[string role] => people[role];

    public static async Task<Cast> AssembleAsync(Api api)
    {
        var registered = await Task.WhenAll(Roles.Select(role => role switch
        {
            "anonymous" => Task.FromResult<Person?>(null),
            "operator" => Nullable(api.MakeOperatorAsync()),
            "owner" or "other homeowner" => Nullable(api.RegisterAsync("homeowner")),
            _ => Nullable(api.RegisterAsync("contractor")),
        }));
        return new(Roles.Zip(registered).ToDictionary(pair => pair.First, pair => pair.Second));

        static async Task<Person?> Nullable(Task<Person> person) => await person;
    }

    private Person Of(string role) => people[role] ?? throw new InvalidOperationException($"{role} has no account.");
}
