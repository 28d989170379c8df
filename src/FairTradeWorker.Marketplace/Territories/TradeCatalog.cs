using System.Collections.Frozen;

namespace FairTradeWorker.Marketplace.Territories;

/// <summary>
/// The trades of the marketplace: a fixed list, so that a job and a contractor mean the same by the same code.
/// Immutable and safe for any number of threads.
/// </summary>
public sealed class TradeCatalog
{
    private readonly FrozenDictionary<string, Trade> _byId;

    private TradeCatalog(Trade[] trades)
    {
        All = Array.AsReadOnly(trades);
        _byId = trades.ToFrozenDictionary(trade => trade.Id, StringComparer.Ordinal);
    }

    /// <summary>The one catalog of this process.</summary>
    public static TradeCatalog Instance { get; } = new(
    [
        new("appliance_repair", "Appliance repair"),
        new("bathroom_remodeling", "Bathroom remodeling"),
        new("carpentry", "Carpentry"),
        new("cleaning", "Cleaning"),
        new("concrete", "Concrete"),
        new("decks_patios", "Decks and patios"),
        new("drywall", "Drywall"),
        new("electrical", "Electrical"),
        new("fencing", "Fencing"),
        new("flooring", "Flooring"),
        new("garage_doors", "Garage doors"),
        new("general_contracting", "General contracting"),
        new("gutters", "Gutters"),
        new("handyman", "Handyman"),
        new("hvac", "Heating, ventilation and air conditioning"),
        new("insulation", "Insulation"),
        new("kitchen_remodeling", "Kitchen remodeling"),
        new("landscaping", "Landscaping"),
        new("locksmith", "Locksmith"),
        new("masonry", "Masonry"),
        new("painting", "Painting"),
        new("pest_control", "Pest control"),
        new("plumbing", "Plumbing"),
        new("pool_service", "Pool service"),
        new("roofing", "Roofing"),
        new("septic", "Septic systems"),
        new("siding", "Siding"),
        new("solar", "Solar panels"),
        new("tile", "Tile"),
        new("tree_service", "Tree service"),
        new("windows_doors", "Windows and doors"),
    ]);

    /// <summary>Every trade, ascending by id.</summary>
    public IReadOnlyList<Trade> All { get; }

    /// <summary>Whether <paramref name="id"/> is the code of a trade; codes compare exactly.</summary>
    public bool Contains(string id) => _byId.ContainsKey(id);

    /// <summary>The trade with this code, or null.</summary>
    public Trade? Find(string id) => _byId.GetValueOrDefault(id);
}
