using FairTradeWorker.Marketplace.Jobs;

namespace FairTradeWorker.Marketplace.Demo;

/// <summary>One job of the demo neighbourhood.</summary>
internal sealed record DemoWork(
    string Title, string Description, string TerritoryId, string Trade, long? BudgetMinCents, long? BudgetMaxCents,
    JobUrgency Urgency, JobStatus Status, int Bids, IReadOnlyList<string> Talk)
{
    private const string Travis = "48453";
    private const string Williamson = "48491";
    private const string LosAngeles = "06037";
    private const string Cook = "17031";
    private const string Kings = "36047";

    private static readonly string[] ShortTalk =
        ["Is the place easy to reach with a van?", "Yes, you can park in the driveway.", "Good, I will bring everything at once."];

    public static IReadOnlyList<DemoWork> All { get; } =
    [
        new("Kitchen faucet drips", "The faucet in the kitchen drips all night and the valve below it is stuck.",
            Travis, "plumbing", 8_000, 25_000, JobUrgency.High, JobStatus.Open, 2, ShortTalk),
        new("Water heater has no hot water", "The pilot light goes out again and again; the tank is nine years old.",
            Travis, "plumbing", 20_000, 120_000, JobUrgency.Emergency, JobStatus.Open, 1, []),
        new("Paint two bedrooms", "Walls and ceilings, about 40 square metres each, light colours, furniture will be moved.",
            Travis, "painting", 60_000, 140_000, JobUrgency.Normal, JobStatus.Open, 2, ShortTalk),
        new("Replace ten rotten deck boards", "Cedar boards on the south side of the deck are rotten; the joists look good.",
            Travis, "carpentry", 40_000, 90_000, JobUrgency.Low, JobStatus.Open, 0, []),
        new("New roof for a small house", "Asphalt shingles from 1999, about 140 square metres, one chimney, two skylights.",
            Williamson, "roofing", 900_000, 1_600_000, JobUrgency.Normal, JobStatus.Open, 2, ShortTalk),
        new("Outlet sparks when used", "One outlet in the living room sparks; the breaker for that room is off now.",
            Williamson, "electrical", null, 30_000, JobUrgency.Emergency, JobStatus.Open, 1, []),
        new("Air conditioner blows warm air", "A split unit of 2018, filter is clean, the outside fan runs.",
            LosAngeles, "hvac", 15_000, 80_000, JobUrgency.High, JobStatus.Open, 1, []),
        new("Front yard without a lawn", "Take out the lawn, put in gravel, native plants and a drip line.",
            LosAngeles, "landscaping", 300_000, 700_000, JobUrgency.Low, JobStatus.Open, 0, []),
        new("Tile a walk-in shower", "The tiles are bought; the walls are prepared and waterproofed already.",
            Cook, "tile", 120_000, 220_000, JobUrgency.Normal, JobStatus.Open, 2, []),
        new("Fence along the alley", "About 25 metres of wooden fence with one gate, posts in concrete.",
            Cook, "fencing", 250_000, 450_000, JobUrgency.Normal, JobStatus.Open, 1, []),
        new("Sand and seal oak floors", "Three rooms, 55 square metres in all, empty from the first of the month.",
            Kings, "flooring", 200_000, 380_000, JobUrgency.Normal, JobStatus.Open, 1, []),
        new("Gutters overflow in every rain", "Clean them, and fix the slope on the north side where the water stands.",
            Kings, "gutters", 10_000, 28_000, JobUrgency.High, JobStatus.Open, 0, []),
        new("Garage door does not close", "It stops half way and goes up again; the sensors were cleaned.",
            Travis, "garage_doors", 9_000, 26_000, JobUrgency.Normal, JobStatus.Awarded, 2, ShortTalk),
        new("Drywall after a water leak", "The ceiling of the hall, about six square metres, needs new drywall and paint.",
            Travis, "drywall", 50_000, 95_000, JobUrgency.Normal, JobStatus.InProgress, 2, ShortTalk),
        new("Insulate the attic", "Blown-in insulation for about 90 square metres, easy access.",
            Williamson, "insulation", 150_000, 260_000, JobUrgency.Low, JobStatus.WorkSubmitted, 2, ShortTalk),
        new("Hang six interior doors", "Doors and hinges are bought, the frames are in place.",
            Travis, "carpentry", 40_000, 75_000, JobUrgency.Normal, JobStatus.Completed, 2, ShortTalk),
        new("Remodel the guest bathroom", "New tub, vanity and floor; plans and photos will follow before publishing.",
            Travis, "bathroom_remodeling", 800_000, 1_500_000, JobUrgency.Low, JobStatus.Draft, 0, []),
    ];
}
