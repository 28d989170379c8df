using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Territories;

/// <summary>Writes the catalog into its table, for foreign keys and reports.</summary>
internal static class TerritoryTable
{
    public static Task FillAsync(MarketplaceDb db, CancellationToken ct)
    {
        var all = TerritoryCatalog.Instance.All;
        var ids = all.Select(territory => territory.Id).ToArray();
        var names = all.Select(territory => territory.Name).ToArray();
        var states = all.Select(territory => territory.State).ToArray();
        return db.Database.ExecuteSqlAsync($"""
            insert into territories (id, name, state)
            select * from unnest({ids}, {names}, {states})
            on conflict (id) do update set name = excluded.name, state = excluded.state
                where (territories.name, territories.state) is distinct from (excluded.name, excluded.state)
            """, ct);
    }
}
