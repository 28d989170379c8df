using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Audit;
using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.Json;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Presence;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.RateLimiting;
using FairTradeWorker.Marketplace.Platform.Redis;
using FairTradeWorker.Marketplace.Platform.Security;
using FairTradeWorker.Scaling;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.Marketplace.Platform;

/// <summary>Everything below the features: data, security, conventions of the API.</summary>
internal static class PlatformServices
{
    public static void AddPlatform(this IServiceCollection services, IConfiguration configuration, DatabaseUse use)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDatabase(use);
        services.AddSingleton(provider => new RedisConnection(
            configuration.GetConnectionString("Redis") ?? throw new InvalidOperationException(
                "ConnectionStrings__Redis is not set; the AppHost sets it, or name a Redis server yourself."),
            provider.GetRequiredService<ScalingPlan>().Redis,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.AddHostedService(provider => provider.GetRequiredService<RedisConnection>());
        services.AddHostedService<RedisMetrics>();
        services.AddSingleton<ActiveUsers>();
        services.AddHostedService(provider => provider.GetRequiredService<ActiveUsers>());
        services.AddAnswerCache();
        AddSecurity(services);
        services.AddTrustedProxies(configuration);
        services.AddRateLimits();
        services.AddSingleton<CursorProtector>();
        services.AddSingleton<Pager>();
        services.AddSingleton<BodyValidator>();
        services.AddScoped<IdempotencyStore>();
        services.AddScoped<OutboxWriter>();
        services.AddScoped<AuditLog>();
        services.AddExceptionHandler<ErrorHandling>();
        services.AddOptions<KestrelServerOptions>().Configure<ScalingPlan>(ServerLimits.Apply);
        ApiDescription.Add(services);
    }

    /// <summary>Makes the features' types known to the serializer; nothing is serialized by reflection.</summary>
    public static void AddJson(this IServiceCollection services, params JsonSerializerContext[] contexts) =>
        services.Configure<JsonOptions>(options =>
        {
            MarketplaceJson.Configure(options.SerializerOptions);
            var chain = options.SerializerOptions.TypeInfoResolverChain;
            chain.Clear();
            chain.Add(PlatformJson.Default);
            foreach (var context in contexts)
            {
                chain.Add(context);
            }
        });

    /// <summary>
    /// The order in which a request is judged: rate limit, token, role; the rest is the handlers'. Authentication comes
    /// before the limit only to say who calls: it refuses nobody.
    /// </summary>
    public static void UsePlatform(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(ErrorHandling.ExplainStatusAsync);
        app.UseMiddleware<RefuseAmbiguousFraming>();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseMiddleware<RateLimiter>();
        app.UseMiddleware<RejectBadTokens>();
        app.UseMiddleware<NoteActiveUsers>();
        app.UseAuthorization();
    }

    private static void AddSecurity(IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CorsOriginOptions>().BindConfiguration(CorsOriginOptions.Section);
        services.AddSingleton<SigningKeyLoader>();
        services.AddSingleton(provider => provider.GetRequiredService<SigningKeyLoader>().Load());
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<VerifiedTokens>();
        services.AddHostedService<SecretsCheck>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<AccessTokens, VerifiedTokens, IEnumerable<AccessTokenCheck>>((options, tokens, verified, checks) =>
            {
                List<AccessTokenCheck> all = [.. checks];
                options.Events = new JwtBearerEvents { OnTokenValidated = context => AccessTokenCheck.JudgeAsync(context, all) };
                options.MapInboundClaims = verified.MapInboundClaims = false;
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(verified);
                options.TokenValidationParameters = tokens.Validation;
            });
        services.AddAuthorization(Policies.Add);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();
        services.AddCors();
        services.ConfigureOptions<CorsOrigins>();
    }
}
