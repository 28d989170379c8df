using FairTradeWorker.Marketplace.Accounts;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>What becomes of a user's stream when the account is deleted.</summary>
internal static class EraseEvents
{
    public static AccountErasureHook Hook { get; } =
        new(AccountErasureHook.NoLocksAsync, AccountErasureHook.NoObligationsAsync, EraseAsync);

    private static async Task EraseAsync(Erasure erasure, CancellationToken ct) => erasure.Erased("events of the stream",
        await erasure.Db.UserEvents.Where(userEvent => userEvent.UserId == erasure.UserId).ExecuteDeleteAsync(ct));
}
