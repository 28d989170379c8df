using System.Collections.Frozen;

namespace FairTradeWorker.Marketplace.Territories;

/// <summary>
/// All US counties, read once from <c>counties.csv</c> in this assembly and never changed. Safe for any number of
/// threads; no member does I/O after the first use.
/// </summary>
public sealed class TerritoryCatalog
{
    private const string Resource = "counties.csv";

    private static readonly Lazy<TerritoryCatalog> Loaded = new(Load);

    private readonly Entry[] _entries;
    private readonly FrozenDictionary<string, Territory> _byId;

    private TerritoryCatalog(Territory[] sortedById)
    {
        All = Array.AsReadOnly(sortedById);
        _entries = Array.ConvertAll(sortedById, territory => new Entry(territory, TerritoryQuery.Fold(territory.Name)));
        _byId = sortedById.ToFrozenDictionary(territory => territory.Id, StringComparer.Ordinal);
    }

    /// <summary>The one catalog of this process; the first call loads it.</summary>
    /// <exception cref="InvalidDataException">The embedded file is not what its header promises.</exception>
    public static TerritoryCatalog Instance => Loaded.Value;

    /// <summary>Every territory, ascending by id.</summary>
    public IReadOnlyList<Territory> All { get; }

    /// <summary>Whether <paramref name="id"/> is the five-digit code of a territory.</summary>
    public bool Contains(string id) => _byId.ContainsKey(id);

    /// <summary>The territory with this five-digit code, or null.</summary>
    public Territory? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The next territories, ascending by id, that meet every given condition.</summary>
    /// <param name="state">Two-letter state code in any case; null or blank for all states.</param>
    /// <param name="q">
    /// A part of the name, without regard to case or accents ("dona" finds Doña Ana). "Travis County", "Orleans
    /// Parish" and "Travis County, TX" are understood. Null or blank for all names.
    /// </param>
    /// <param name="afterId">The last id of the page before: only greater ones follow. Null for the first.</param>
    /// <param name="limit">At most this many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below 1.</exception>
    public IReadOnlyList<Territory> Search(string? state, string? q, string? afterId, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);

        var query = TerritoryQuery.Parse(q);
        var wantedState = string.IsNullOrWhiteSpace(state) ? null : state.Trim();
        var page = new List<Territory>();
        for (var i = FirstAfter(afterId); i < _entries.Length && page.Count < limit; i++)
        {
            var (territory, foldedName) = _entries[i];
            if (IsIn(territory, wantedState) && IsIn(territory, query.State)
                && foldedName.Contains(query.FoldedName, StringComparison.Ordinal))
            {
                page.Add(territory);
            }
        }

        return page;
    }

    private static bool IsIn(Territory territory, string? state) =>
        state is null || territory.State.Equals(state, StringComparison.OrdinalIgnoreCase);

    private int FirstAfter(string? id)
    {
        if (id is null)
        {
            return 0;
        }

        var (low, high) = (0, _entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_entries[middle].Territory.Id, id) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static TerritoryCatalog Load()
    {
        using var stream = typeof(TerritoryCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"The assembly has no resource {Resource}.");
        using var reader = new StreamReader(stream);
        if (reader.ReadLine() != "fips,name,state")
        {
            throw new InvalidDataException($"{Resource} does not begin with its header.");
        }

        var territories = new List<Territory>();
        while (reader.ReadLine() is { } line)
        {
            // No county name holds a comma or a quote, so a row is three plain fields.
            territories.Add(line.Split(',') is [{ Length: 5 } id, { Length: > 0 } name, { Length: 2 } state]
                ? new Territory(id, name, state)
                : throw new InvalidDataException($"{Resource}: '{line}' is not fips,name,state."));
        }

        return new TerritoryCatalog([.. territories.OrderBy(territory => territory.Id, StringComparer.Ordinal)]);
    }

    private readonly record struct Entry(Territory Territory, string FoldedName);
}
