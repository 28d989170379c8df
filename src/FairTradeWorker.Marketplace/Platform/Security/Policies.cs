using Microsoft.AspNetCore.Authorization;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Names of the authorization policies: who can ever do a thing. Whose thing it is, the handlers decide.</summary>
public static class Policies
{
    public const string Homeowner = "homeowner";
    public const string Contractor = "contractor";
    public const string HomeownerOrContractor = "homeowner-or-contractor";

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Homeowner, policy => policy.RequireAuthenticatedUser().RequireRole(Homeowner));
        options.AddPolicy(Contractor, policy => policy.RequireAuthenticatedUser().RequireRole(Contractor));
        options.AddPolicy(HomeownerOrContractor,
            policy => policy.RequireAuthenticatedUser().RequireRole(Homeowner, Contractor));

        // An endpoint that says nothing about its callers is for nobody who is not signed in.
        options.FallbackPolicy = options.DefaultPolicy;
    }
}
