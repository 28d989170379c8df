using System.Collections.Frozen;

namespace FairTradeWorker.Ops.Seed;

/// <summary>What people write about when they look for one trade.</summary>
/// <param name="Id">The trade's code.</param>
/// <param name="TypicalDollars">What a usual job costs, in dollars.</param>
/// <param name="Things">What is worked on, the common ones first.</param>
internal sealed record TradeWords(string Id, int TypicalDollars, IReadOnlyList<string> Things)
{
    private static readonly FrozenDictionary<string, TradeWords> Known = new TradeWords[]
    {
        new("plumbing", 350, Words.Phrases("kitchen faucet, toilet, water heater, shower valve, drain, garbage disposal, sump pump, water line, backflow preventer")),
        new("handyman", 220, Words.Phrases("shelves, door, television mount, curtain rods, handrail, cabinet hinges, weather stripping, mailbox")),
        new("painting", 1_200, Words.Phrases("bedroom walls, living room, exterior trim, kitchen cabinets, fence, ceiling, stairwell, shutters")),
        new("electrical", 400, Words.Phrases("outlet, ceiling fan, light fixture, breaker panel, switch, car charger, doorbell, generator inlet, knob and tube wiring")),
        new("hvac", 900, Words.Phrases("air conditioner, furnace, thermostat, heat pump, ductwork, mini split, boiler, humidifier")),
        new("landscaping", 1_500, Words.Phrases("lawn, flower beds, sprinkler system, retaining wall, sod, hedges, gravel path, rain garden")),
        new("cleaning", 180, Words.Phrases("house, carpets, windows, oven, apartment, basement, grout, hoarded garage")),
        new("roofing", 7_500, Words.Phrases("roof, shingles, flashing, skylight, chimney cap, ridge vent, soffit, slate tiles")),
        new("flooring", 3_200, Words.Phrases("hardwood floor, laminate, vinyl planks, carpet, subfloor, stairs, baseboards, parquet")),
        new("carpentry", 900, Words.Phrases("deck boards, bookcase, interior doors, crown molding, closet, stair treads, window sills, pergola")),
        new("drywall", 450, Words.Phrases("ceiling, drywall patch, hallway wall, garage walls, popcorn texture, corner bead, water stain")),
        new("tree_service", 850, Words.Phrases("oak tree, stump, dead branches, pine tree, storm damage, maple tree, brush pile")),
        new("appliance_repair", 190, Words.Phrases("refrigerator, dishwasher, washing machine, dryer, oven, microwave, ice maker, wine cooler")),
        new("fencing", 2_600, Words.Phrases("wooden fence, gate, chain link fence, fence posts, privacy fence, vinyl fence, wrought iron fence")),
        new("gutters", 320, Words.Phrases("gutters, downspouts, gutter guards, fascia, rain barrel, splash blocks")),
        new("kitchen_remodeling", 14_000, Words.Phrases("kitchen, cabinets, countertops, backsplash, island, pantry, range hood")),
        new("bathroom_remodeling", 9_000, Words.Phrases("bathroom, shower, bathtub, vanity, floor tile, guest bathroom, walk-in tub")),
        new("tile", 1_600, Words.Phrases("shower tile, backsplash, tile floor, grout, fireplace surround, mosaic")),
        new("windows_doors", 2_100, Words.Phrases("windows, front door, sliding door, storm door, window screens, patio door, bay window")),
        new("garage_doors", 380, Words.Phrases("garage door, opener, torsion spring, sensors, rollers, keypad")),
        new("pest_control", 230, Words.Phrases("ants, mice, termites, wasp nest, bed bugs, raccoons, carpenter bees")),
        new("concrete", 4_200, Words.Phrases("driveway, patio slab, sidewalk, foundation crack, steps, garage floor")),
        new("decks_patios", 5_500, Words.Phrases("deck, patio, railing, paver patio, porch, gazebo, composite decking")),
        new("general_contracting", 22_000, Words.Phrases("addition, basement, garage conversion, load-bearing wall, attic, sunroom")),
        new("insulation", 2_000, Words.Phrases("attic insulation, crawl space, spray foam, wall insulation, vapor barrier")),
        new("masonry", 2_400, Words.Phrases("chimney, brick wall, stone veneer, tuckpointing, outdoor fireplace")),
        new("siding", 8_500, Words.Phrases("vinyl siding, cedar siding, soffit, siding repair, fiber cement boards")),
        new("locksmith", 150, Words.Phrases("deadbolt, front door lock, smart lock, mailbox lock, safe")),
        new("pool_service", 420, Words.Phrases("pool pump, pool liner, hot tub, pool heater, green pool")),
        new("septic", 650, Words.Phrases("septic tank, drain field, septic inspection, distribution box")),
        new("solar", 16_000, Words.Phrases("solar panels, battery, inverter, roof mount")),
    }.ToFrozenDictionary(words => words.Id, StringComparer.Ordinal);

    private static readonly string[] InOrder =
    [
        "plumbing", "handyman", "painting", "electrical", "hvac", "landscaping", "cleaning", "roofing", "flooring",
        "carpentry", "drywall", "tree_service", "appliance_repair", "fencing", "gutters", "kitchen_remodeling",
        "bathroom_remodeling", "tile", "windows_doors", "garage_doors", "pest_control", "concrete", "decks_patios",
        "general_contracting", "insulation", "masonry", "siding", "locksmith", "pool_service", "septic", "solar",
    ];

    /// <summary>The trades that this program knows, the most wanted first.</summary>
    public static IReadOnlyList<string> Ids => InOrder;

    /// <summary>Words for these trades, the most wanted first; a trade that is not known gets general ones.</summary>
    public static IReadOnlyList<TradeWords> For(IReadOnlyList<string> ids) =>
    [
        .. InOrder.Where(ids.Contains).Select(id => Known[id]),
        .. ids.Where(id => !Known.ContainsKey(id)).Order(StringComparer.Ordinal)
            .Select(id => new TradeWords(id, 800, [id.Replace('_', ' ')])),
    ];
}
