using System.Diagnostics;
using FairTradeWorker.Marketplace.Platform.Search;
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

    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => Connect(configuration, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddSingleton<SearchDatabase>();
        services.AddSingleton<ColumnShares>();
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

    /// <summary>
    /// The same server by a pool of its own. Its statements are planned for what is searched for, each time: a plan
    /// for any words would be wrong for most.
    /// </summary>
    public static NpgsqlDataSource ConnectForSearch(IConfiguration configuration, DatabaseOptions options) =>
        Build(Settings(configuration, options, connection =>
        {
            connection.MaxPoolSize = options.SearchPoolSize;
            connection.Timeout = options.SearchAcquireTimeoutSeconds;
            connection.MaxAutoPrepare = 0;

            // The server ends the statement; this is for a server that does not answer.
            connection.CommandTimeout = (options.SearchStatementTimeoutMilliseconds / 1_000) + 2;
        }), "search");

    private static NpgsqlDataSource Connect(IConfiguration configuration, DatabaseOptions options) =>
        Build(Settings(configuration, options), name: null);

    private static string Settings(
        IConfiguration configuration, DatabaseOptions options, Action<NpgsqlConnectionStringBuilder>? further = null)
    {
        var given = configuration.GetConnectionString(ConnectionName) ?? throw new InvalidOperationException(
            $"ConnectionStrings__{ConnectionName} is not set; the AppHost sets it, or name a PostgreSQL server yourself.");
        var connection = new NpgsqlConnectionStringBuilder(given)
        {
            MaxPoolSize = options.MaxPoolSize,
            Timeout = options.AcquireTimeoutSeconds,
            CommandTimeout = options.StatementTimeoutSeconds,
            MaxAutoPrepare = options.PreparedStatements,
            IncludeErrorDetail = false,
        };
        further?.Invoke(connection);
        return connection.ConnectionString;
    }

    // The name is that of the pool in the metrics.
    private static NpgsqlDataSource Build(string connectionString, string? name) =>
        new NpgsqlDataSourceBuilder(connectionString) { Name = name }
            // Commands outside a recorded request (polls, health probes) would drown the traces of the others.
            .ConfigureTracing(tracing => tracing
                .ConfigureCommandFilter(_ => Activity.Current is { Recorded: true })
                .ConfigureCommandSpanNameProvider(command => FirstWord(command.CommandText)))
            .Build();
}
