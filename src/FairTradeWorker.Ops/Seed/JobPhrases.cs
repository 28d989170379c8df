namespace FairTradeWorker.Ops.Seed;

/// <summary>What jobs are described with, the common first.</summary>
internal static class JobPhrases
{
    public static IReadOnlyList<string> Verbs { get; } = Words.Phrases(
        "Repair, Replace, Install, Fix, Clean, Remove, Inspect, Upgrade, Restore, Refinish, Quote for, Relocate");

    public static IReadOnlyList<string> Conditions { get; } = Words.Phrases(
        """
        old, broken, leaking, damaged, worn, cracked, noisy, rusty, loose, clogged, rotten, outdated, stained, sagging,
        drafty, moldy, squeaky, faulty, warped, corroded, peeling, water-damaged, storm-damaged, termite-damaged
        """);

    public static IReadOnlyList<string> Places { get; } = Words.Phrases(
        """
        in the kitchen, in the bathroom, in the basement, in the garage, in the backyard, at a rental, in the bedroom,
        upstairs, in the living room, in the laundry room, on the front porch, in the attic, at a condo, in the hallway,
        on the second floor, in the guest house, at a duplex, in the crawl space, in the mudroom, at a cabin, in the barn
        """);

    public static IReadOnlyList<string> Materials { get; } = Words.Phrases(
        """
        wood, steel, vinyl, copper, oak, plaster, concrete, aluminum, brick, cedar, granite, pine, stone, tile, stucco,
        quartz, cast iron, fiberglass, marble, bamboo, slate, mahogany, redwood, terracotta
        """);

    public static IReadOnlyList<string> Days { get; } = Words.Split("Monday Tuesday Wednesday Thursday Friday Saturday");

    public static IReadOnlyList<string> Openings { get; } = Words.Lines(
        """
        We need help with the {thing} {place}.
        Looking for a licensed and insured contractor for our {thing} {place}.
        The {thing} {place} is {condition} and needs to be repaired or replaced.
        Our {condition} {thing} stopped working last {day} and we would like it fixed soon.
        We bought this house {number} months ago and the {thing} {place} is {condition}.
        Need a quote for {condition} {thing}, about {number} years old.
        My landlord agreed to have the {thing} {place} done by a professional.
        """);

    public static IReadOnlyList<string> Sentences { get; } = Words.Lines(
        """
        Please include labor and materials in your price.
        The house was built with {material} and has {number} rooms.
        We are home every {day} after work and can show you everything.
        It started about {number} weeks ago and is getting worse.
        We already bought the {material} parts, so only labor is needed.
        There is water coming through near the {material} wall.
        Photos can be sent before you visit.
        Parking is available in the driveway.
        We have a friendly dog, so please call before you come.
        The area is about {number} by {number} feet.
        A permit may be needed, please tell us if you can pull it.
        The last contractor did not finish the job {place}.
        We would prefer {material} if the budget allows it.
        Please haul away the old {thing} when you are done.
        The insurance adjuster has already been here and approved the claim.
        Access is by a narrow staircase, so bring a second person.
        Our homeowners association requires proof of insurance before work begins.
        An inspector flagged the {condition} {material} during the sale.
        There may be asbestos or lead paint behind the {material}.
        The utility company has to shut off power before anything starts.
        We are selling the house in {number} weeks and need this finished.
        Neighbors recommended matching the existing {material} exactly.
        """);

    public static IReadOnlyList<string> Details { get; } = Words.Lines(
        """
        The {rare} must stay as it is.
        Please be careful around the {rare}.
        Experience with {rare} would be a plus.
        Next to it is a {rare} from the original builder.
        The drawings mention {rare} and {rare}.
        """);

    /// <summary>The last ones are in a handful of a hundred thousand jobs.</summary>
    public static IReadOnlyList<string> RareWords { get; } = Words.Phrases(
        """
        wainscoting, fireplace mantel, bay window, stained glass, French drain, radiant heating, skylight, trellis,
        cedar closet, dormer, travertine, tin ceiling, transom, picture rail, pocket door, cupola, gable vent, arbor,
        clawfoot tub, butler pantry, koi pond, spiral staircase, wood stove, wine cellar, greenhouse, root cellar,
        dumbwaiter, weathervane, corbel, lattice, parapet, flagstone, terrazzo, shiplap, board and batten, beadboard,
        mullion, lintel, newel post, balustrade, pilaster, cornice, finial, portico, veranda, loggia, belvedere,
        widow's walk, oriel, oculus, rotunda, turret, inglenook, hearthstone, andiron, bluestone, cobblestone,
        limewash, tadelakt, shou sugi ban, rammed earth, cob oven, adobe, thatch, wattle, sauna, steam room, cistern,
        windmill, hydronic manifold, geothermal loop, rainwater harvesting, greywater, composting toilet, murphy bed,
        hayloft, silo, smokehouse, springhouse, carriage house, porte cochere, pergola swing, bocce court, aviary,
        observatory dome, bidet, urinal, speakeasy door, catwalk, zip line, treehouse, yurt, gargoyle, sundial,
        mezuzah, samovar, harpsichord, theremin, taxidermy, orrery, planetarium, kiln, forge, anvil
        """);
}
