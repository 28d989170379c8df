namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// What other features do in the same transaction when an account is deleted. Accounts knows none of them; each that
/// has rows of a user registers one. Erasing must be repeatable: the Worker does it again when the last access token
/// has expired, for what a request that was already under way may have left.
/// </summary>
/// <param name="LockAsync">Takes the row locks, jobs in the order of their ids, so that nothing moves any more.</param>
/// <param name="ObligationsAsync">Names what keeps the account from being deleted.</param>
/// <param name="EraseAsync">Erases, and reports what was erased and what is kept.</param>
internal sealed record AccountErasureHook(
    Func<Erasure, CancellationToken, Task> LockAsync,
    Func<Erasure, CancellationToken, Task<IReadOnlyList<Obligation>>> ObligationsAsync,
    Func<Erasure, CancellationToken, Task> EraseAsync)
{
    public static Task NoLocksAsync(Erasure erasure, CancellationToken ct) => Task.CompletedTask;

    public static Task<IReadOnlyList<Obligation>> NoObligationsAsync(Erasure erasure, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Obligation>>([]);
}

/// <summary>Something that a user must finish first.</summary>
/// <param name="Address">Where it is in the API.</param>
/// <param name="State">The state that it is in, as the API spells it.</param>
internal sealed record Obligation(string Address, string State);
