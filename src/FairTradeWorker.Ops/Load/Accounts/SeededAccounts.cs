using FairTradeWorker.Ops.Seed;

namespace FairTradeWorker.Ops.Load.Accounts;

/// <summary>Which of the seed's accounts a simulated user has, as in day1-launch.js.</summary>
/// <param name="count">How many accounts the seed has made.</param>
internal sealed class SeededAccounts(int count, LoadMix mix)
{
    // Coprime to the usual numbers of accounts, so that users of neighbouring numbers have accounts far apart.
    private const long Stride = 7919;
    private const int OperatorsEvery = 100_000;

    public int Count => count;

    /// <summary>The number of the account. No two users share one, up to a tenth as many as there are accounts.</summary>
    public int NumberOf(int user)
    {
        var tens = Math.Max(count / 10, 1);
        var ten = (int)(user * Stride % tens) * 10;
        return mix.RoleOf(user) switch
        {
            Role.Homeowner => Math.Max(ten + (user % 6), 1),
            Role.Contractor => ten + 6 + (user % 3),
            _ => (user % Math.Max(count / OperatorsEvery, 1) * OperatorsEvery) + 9,
        };
    }

    public string EmailOf(int user) => UserDirectory.EmailOf(NumberOf(user));
}
