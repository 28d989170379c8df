using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Gives <c>dotnet ef migrations add</c> a context; it never connects.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<MarketplaceDb>
{
    public MarketplaceDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MarketplaceDb>();
        DatabaseServices.Configure(options, NpgsqlDataSource.Create("Host=127.0.0.1;Database=design"));
        return new(options.Options);
    }
}
