using System.Diagnostics;
using FairTradeWorker.Scaling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

internal static class DatabaseServices
{
    /// <summary>The connection string's name: <c>ConnectionStrings__Postgres</c>.</summary>
    public const string ConnectionName = "Postgres";

    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration, DatabaseUse use)
    {
        services.AddOptions<DatabaseOptions>()
            .BindConfiguration(DatabaseOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => Connect(
            use, configuration, provider.GetRequiredService<ScalingPlan>(), provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddDbContextPool<MarketplaceDb>((provider, options) =>
            Configure(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>(DatabaseHealth.Name, tags: ["ready"])
            .AddCheck<SchemaHealth>(SchemaHealth.Name, tags: ["startup"]);
    }

    public static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource dataSource) => options
        .UseNpgsql(dataSource, npgsql => npgsql.MigrationsHistoryTable("schema_migrations"))
        .UseSnakeCaseNamingConvention()
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);

    // Names a span "select" or "update"; the statement is in its attributes.
    private static string? FirstWord(string sql) => sql.AsSpan().TrimStart() is { IsEmpty: false } text
        ? text[..(text.IndexOfAny(" \n\r") is > 0 and var end ? end : text.Length)].ToString().ToLowerInvariant()
        : null;

    private static NpgsqlDataSource Connect(DatabaseUse use, IConfiguration configuration, ScalingPlan plan, DatabaseOptions options)
    {
        var given = configuration.GetConnectionString(ConnectionName) ?? throw new InvalidOperationException(
            $"ConnectionStrings__{ConnectionName} is not set; the AppHost sets it, or name a PostgreSQL server yourself.");
        // The name is that of the pool in the metrics.
        return new NpgsqlDataSourceBuilder(DatabaseConnection.For(use, given, plan, options).ConnectionString) { Name = use.Name }
            // Commands outside a recorded request (polls, health probes) would drown the traces of the others.
            .ConfigureTracing(tracing => tracing
                .ConfigureCommandFilter(_ => Activity.Current is { Recorded: true })
                .ConfigureCommandSpanNameProvider(command => FirstWord(command.CommandText)))
            .Build();
    }
}
