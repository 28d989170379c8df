using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

internal static class DatabaseServices
{
    public static void AddDatabase(this IServiceCollection services, DatabaseUse use)
    {
        services.AddOptions<DatabaseOptions>()
            .BindConfiguration(DatabaseOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(use);
        services.AddSingleton<DatabaseConnections>();
        services.AddSingleton<DatabaseNodes>();
        services.AddSingleton<ReadRouter>();
        services.AddSingleton<OwnWrites>();
        services.AddSingleton<NodeMetrics>();
        services.AddSingleton<SearchDatabase>();
        services.AddSingleton<ColumnShares>();
        services.AddHostedService<NodeMonitor>();
        // Whoever does not read through the router works on the primary.
        services.AddScoped(provider => provider.GetRequiredService<DatabaseNodes>().Primary.Rent(use));
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>(DatabaseHealth.Name, tags: ["ready"])
            .AddCheck<SchemaHealth>(SchemaHealth.Name, tags: ["startup"]);
    }

    public static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource dataSource) => options
        .UseNpgsql(dataSource, npgsql => npgsql.MigrationsHistoryTable("schema_migrations"))
        .UseSnakeCaseNamingConvention()
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
}
