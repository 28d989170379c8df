using System.Security.Cryptography;
using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>
/// Three people open accounts. Their addresses hold a word that no other walk uses, so that the walk can be repeated.
/// </summary>
internal sealed class Signup(MarketplaceClient api, WalkReport report, string word)
{
    public async Task<Cast> RunAsync(CancellationToken cancellationToken) => new(
        await RegisterAsync("Dana", "homeowner", cancellationToken),
        await RegisterAsync("Carlos", "contractor", cancellationToken),
        await RegisterAsync("Rita", "contractor", cancellationToken));

    private async Task<Session> RegisterAsync(string name, string role, CancellationToken cancellationToken)
    {
        report.Step($"{name} registers as a {role}");
        var email = $"walk-{name.ToLowerInvariant()}-{word}@example.test";
        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        var answer = report.Saw(
            await api.RegisterAsync(new RegisterRequest(email, password, name, role), cancellationToken), 201);

        var session = answer.Value;
        report.Expect($"the one role is {role}", role, string.Join(", ", session.User.Roles));
        report.Expect("an access token came", session.AccessToken.Length > 0, "one", "an empty one");
        report.Note($"{email} is user {session.User.Id}; the token lasts {session.ExpiresInSeconds} s");
        return session;
    }
}
