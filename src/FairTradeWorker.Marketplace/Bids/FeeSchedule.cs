namespace FairTradeWorker.Marketplace.Bids;

/// <summary>
/// What the platform and the payment processor take from the homeowner. Contractors keep 100 %. A change is a new
/// version; quotes and agreements name the version that they were made under.
/// </summary>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="PlatformFeeCents">Flat, per agreement.</param>
/// <param name="Card">Taken of the amount and the platform fee together, because both go through the card.</param>
/// <param name="Ach">The same for a bank transfer.</param>
public sealed record FeeSchedule(int Version, long PlatformFeeCents, ProcessorFee Card, ProcessorFee Ach)
{
    /// <summary>How long a quote holds.</summary>
    public static readonly TimeSpan QuoteLifetime = TimeSpan.FromMinutes(30);

    public static FeeSchedule Current { get; } = new(
        Version: 1,
        PlatformFeeCents: 20_00,
        Card: new ProcessorFee(BasisPoints: 290, FixedCents: 30, MaxCents: null),
        Ach: new ProcessorFee(BasisPoints: 80, FixedCents: 0, MaxCents: 5_00));

    public long ProcessorFeeCents(long amountCents, PaymentMethod method) =>
        (method == PaymentMethod.Card ? Card : Ach).Of(amountCents + PlatformFeeCents);
}

/// <summary>A part of the sum plus a fixed part, at most a maximum.</summary>
/// <param name="BasisPoints">Hundredths of a percent.</param>
/// <param name="FixedCents">Per payment.</param>
/// <param name="MaxCents">Null when there is none.</param>
public sealed record ProcessorFee(long BasisPoints, long FixedCents, long? MaxCents)
{
    /// <summary>In whole cents, half a cent rounded up.</summary>
    public long Of(long sumCents)
    {
        var fee = ((sumCents * BasisPoints) + 5_000) / 10_000 + FixedCents;
        return MaxCents is { } max ? Math.Min(fee, max) : fee;
    }
}
