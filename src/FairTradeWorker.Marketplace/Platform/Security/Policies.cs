using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Names of the authorization policies: who can ever do a thing. Whose thing it is, the handlers decide.</summary>
public static class Policies
{
    public const string Homeowner = "homeowner";
    public const string Contractor = "contractor";
    public const string HomeownerOrContractor = "homeowner-or-contractor";
    public const string Operator = "operator";

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Homeowner, policy => policy.RequireAuthenticatedUser().RequireRole(Homeowner));
        options.AddPolicy(Contractor, policy => policy.RequireAuthenticatedUser().RequireRole(Contractor));
        options.AddPolicy(HomeownerOrContractor,
            policy => policy.RequireAuthenticatedUser().RequireRole(Homeowner, Contractor));
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireRole(Operator));
    }

    /// <summary>Refuses to start with an endpoint that does not say who may call it.</summary>
    /// <exception cref="InvalidOperationException">Names the endpoints.</exception>
    internal static void RequireOnEveryEndpoint(IEndpointRouteBuilder routes)
    {
        var silent = routes.DataSources.SelectMany(source => source.Endpoints)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null &&
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.DisplayName).ToList();
        if (silent.Count > 0)
        {
            throw new InvalidOperationException($"Who may call these endpoints is not said: {string.Join(", ", silent)}.");
        }
    }
}
