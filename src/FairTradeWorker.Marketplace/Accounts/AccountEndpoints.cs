using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/v1/auth").WithTags("Accounts").AllowAnonymous();
        auth.MapPost("/register", RegisterAccount.Register).WithName("register")
            .Describe("Register", "As a homeowner or a contractor; signs in at once.", AccountExamples.Session,
                [CommonProblems.ValidationError, AccountProblems.EmailTaken])
            .WithRequestBody<RegisterRequest>(AccountExamples.Register);
        auth.MapPost("/login", LogIn.Login).WithName("login")
            .Describe("Sign in", "Unknown addresses and wrong passwords are answered alike.", AccountExamples.Session,
                [CommonProblems.ValidationError, AccountProblems.InvalidCredentials, AccountProblems.TooManyFailedLogins])
            .WithRequestBody<LoginRequest>(AccountExamples.Login);
        auth.MapPost("/refresh", RefreshSession.Refresh).WithName("refresh")
            .Describe("Refresh the tokens", "Each refresh token works once; using one twice ends the whole sign-in.",
                AccountExamples.Session, [CommonProblems.ValidationError, AccountProblems.InvalidRefreshToken])
            .WithRequestBody<RefreshRequest>(AccountExamples.Refresh);
        auth.MapPost("/logout", LogOut.Logout).WithName("logout")
            .Describe("Sign out", "Ends the sign-in that the token belongs to.", example: null, [CommonProblems.ValidationError])
            .WithRequestBody<RefreshRequest>(AccountExamples.Refresh);

        var me = routes.MapGroup("/v1/me").WithTags("Accounts").RequireAuthorization();
        me.MapGet("/", GetMe.GetAccount).WithName("getMe")
            .Describe("Read my account", null, AccountExamples.User, [CommonProblems.NotFound]);
        me.MapPatch("/", EditMe.EditAccount).WithName("editMe").InTransaction()
            .Describe("Change my account", "JSON merge patch; needs If-Match.", AccountExamples.User,
                [CommonProblems.ValidationError, CommonProblems.NotFound])
            .WithMergePatch<AccountContent>(AccountExamples.EditMe);
        me.MapDelete("/", EraseMe.EraseAccount).WithName("eraseMe").AddEndpointFilter<AnnounceErasure>().InTransaction()
            .Describe("Delete my account", "Erases what may be erased and says what is kept and why. Cannot be undone. All sign-ins end " +
                "at once; without Redis, access tokens end within seconds. The e-mail address may register again.",
                AccountExamples.Erasure, [CommonProblems.ValidationError, CommonProblems.NotFound, AccountProblems.OpenObligations])
            .WithRequestBody<EraseMeRequest>(AccountExamples.EraseMe);
    }
}
