using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Analytics;
using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Contractors;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Live;
using FairTradeWorker.Marketplace.Messaging;
using FairTradeWorker.Marketplace.Operations;
using FairTradeWorker.Marketplace.Platform;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Pooler;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Schedules;
using FairTradeWorker.Marketplace.Platform.Security;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.Marketplace;

/// <summary>The product's table of contents: what it is made of, what it answers, and what runs in the background.</summary>
public static class MarketplaceModule
{
    /// <summary>Registers the features and the platform below them, as the API needs them.</summary>
    public static void AddMarketplace(this IHostApplicationBuilder builder) => builder.AddMarketplace(DatabaseUse.Api);

    /// <summary>Registers the same for the process that migrates the database: it owns the tables and has all the time it needs.</summary>
    public static void AddMarketplaceMigrator(this IHostApplicationBuilder builder) => builder.AddMarketplace(DatabaseUse.Migrator);

    private static void AddMarketplace(this IHostApplicationBuilder builder, DatabaseUse use)
    {
        var services = builder.Services;
        services.AddPlatform(builder.Configuration, use);
        services.AddJson(AccountJson.Default, TerritoryJson.Default, ContractorJson.Default, JobJson.Default, BidJson.Default,
            MessagingJson.Default, LiveJson.Default, AnalyticsJson.Default, OperationsJson.Default);
        services.AddValidation();
        services.AddSingleton(new ProblemCatalog(
            [.. CommonProblems.All, .. AccountProblems.All, .. JobProblems.All, .. BidProblems.All, .. MessagingProblems.All, .. LiveProblems.All,
             .. OperationsProblems.All]));

        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<LoginThrottle>();
        services.AddScoped<Sessions>();
        services.AddScoped<JobMove>();
        services.AddSingleton<SearchJobs>();
        services.AddSingleton<SearchContractors>();
        services.AddSingleton(ReleaseBids.OnJobClosed);
        services.AddSingleton<StreamSignals>();
        services.AddSingleton<StreamLimit>();
        services.AddSingleton<StreamEvents>();

        services.AddSingleton<ErasedAccounts>();
        services.AddSingleton(provider => new AccessTokenCheck(provider.GetRequiredService<ErasedAccounts>().ContainsAsync));
        services.AddSingleton(provider => EraseJobs.Hook(provider.GetServices<JobClosedHook>()));
        services.AddSingleton(EraseBids.Hook);
        services.AddSingleton(KeepMessages.Hook);
        services.AddSingleton(EraseContractorProfile.Hook);
        services.AddSingleton(EraseEvents.Hook);
    }

    /// <summary>Registers what only the Worker runs.</summary>
    public static void AddMarketplaceWorker(this IHostApplicationBuilder builder)
    {
        builder.AddMarketplace(DatabaseUse.Worker);
        builder.Services.AddPoolerStatistics(builder.Configuration);
        builder.Services.AddScoped<ExpireJobs>();
        builder.Services.AddSingleton<ServerMetrics>();
        builder.Services.AddScoped<ObserveServer>();
        builder.Services.AddOutboxDispatcher();
        builder.Services.AddLiveHandlers();
        builder.Services.AddScoped<RemoveOldEvents>();
        builder.Services.AddScoped<RemoveExpiredSessions>();
        builder.Services.AddScoped<FinishErasures>();
        builder.Services.AddScoped<RemoveOldAnswers>();
        builder.Services.AddSchedules(
            new("expire jobs", TimeSpan.FromSeconds(5), (services, ct) => services.GetRequiredService<ExpireJobs>().RunBatchAsync(ct)),
            new("remove old events", TimeSpan.FromMinutes(10), (services, ct) => services.GetRequiredService<RemoveOldEvents>().RunBatchAsync(ct)),
            new("observe the outbox", TimeSpan.FromSeconds(5), (services, ct) => services.GetRequiredService<ObserveOutbox>().RunAsync(ct)),
            new("observe the primary", TimeSpan.FromSeconds(5), (services, ct) => services.GetRequiredService<ObserveServer>().RunAsync(ct)),
            new("remove old sessions", TimeSpan.FromMinutes(10), (services, ct) => services.GetRequiredService<RemoveExpiredSessions>().RunBatchAsync(ct)),
            new("finish erasures", TimeSpan.FromSeconds(10), (services, ct) => services.GetRequiredService<FinishErasures>().RunBatchAsync(ct)),
            new("remove old answers", TimeSpan.FromMinutes(10), (services, ct) => services.GetRequiredService<RemoveOldAnswers>().RunBatchAsync(ct)));
    }

    /// <summary>The pipeline and every route of the API.</summary>
    public static void MapMarketplace(this WebApplication app)
    {
        app.UsePlatform();
        var routes = app.WithGuardedWrites();
        routes.MapAccounts();
        routes.MapTerritories();
        routes.MapContractors();
        routes.MapJobs();
        routes.MapBids();
        routes.MapMessaging();
        routes.MapLive();
        routes.MapOperations();
        routes.MapAnalytics();
        ProblemCatalog.Map(app);
        ApiDescription.Map(app);
        Policies.RequireOnEveryEndpoint(app);
    }
}
