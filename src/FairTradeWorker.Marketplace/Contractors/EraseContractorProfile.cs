using FairTradeWorker.Marketplace.Accounts;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>A contractor's profile goes with the account.</summary>
internal static class EraseContractorProfile
{
    public static AccountErasureHook Hook { get; } =
        new(AccountErasureHook.NoLocksAsync, AccountErasureHook.NoObligationsAsync, EraseAsync);

    private static async Task EraseAsync(Erasure erasure, CancellationToken ct) => erasure.Erased("contractor profile",
        await erasure.Db.ContractorProfiles.Where(profile => profile.UserId == erasure.UserId).ExecuteDeleteAsync(ct));
}
