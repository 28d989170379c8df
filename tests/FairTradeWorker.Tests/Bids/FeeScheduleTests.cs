using CsCheck;
using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Jobs;

namespace FairTradeWorker.Tests.Bids;

public sealed class FeeScheduleTests
{
    private static readonly Gen<long> Amounts = Gen.Long[1, JobRules.MaxAmountCents];
    private static readonly Gen<PaymentMethod> Methods = Gen.Enum<PaymentMethod>();

    [Fact]
    public void The_platform_takes_twenty_dollars() => Assert.Equal(2_000, FeeSchedule.Current.PlatformFeeCents);

    // Of amount and platform fee together: card 2.9 % and 30 cents, bank transfer 0.8 % to 500 cents.
    [Theory]
    [InlineData(PaymentMethod.Card, 1, 88)] // 2,001 × 2.9 % = 58.029
    [InlineData(PaymentMethod.Card, 17, 88)] // 2,017 × 2.9 % = 58.493
    [InlineData(PaymentMethod.Card, 18, 89)] // 2,018 × 2.9 % = 58.522
    [InlineData(PaymentMethod.Card, 500, 103)] // 2,500 × 2.9 % = 72.5, half a cent up
    [InlineData(PaymentMethod.Card, 250_000, 7_338)]
    [InlineData(PaymentMethod.Card, 1_000_000_000, 29_000_088)]
    [InlineData(PaymentMethod.Ach, 1, 16)]
    [InlineData(PaymentMethod.Ach, 60_437, 499)] // 62,437 × 0.8 % = 499.496
    [InlineData(PaymentMethod.Ach, 60_500, 500)] // exactly at the maximum
    [InlineData(PaymentMethod.Ach, 60_563, 500)] // 500.504 would be 501
    [InlineData(PaymentMethod.Ach, 1_000_000_000, 500)]
    public void The_processor_fee_is_exact_to_the_cent(PaymentMethod method, long amountCents, long feeCents) =>
        Assert.Equal(feeCents, FeeSchedule.Current.ProcessorFeeCents(amountCents, method));

    [Fact]
    public void A_larger_amount_never_costs_less() => Gen.Select(Amounts, Amounts, Methods).Sample((one, other, method) =>
        FeeSchedule.Current.ProcessorFeeCents(Math.Min(one, other), method)
            <= FeeSchedule.Current.ProcessorFeeCents(Math.Max(one, other), method));

    [Fact]
    public void The_fee_is_within_half_a_cent_of_the_exact_one() => Gen.Select(Amounts, Methods).Sample((amount, method) =>
    {
        var (percent, fixedCents, max) = method == PaymentMethod.Card ? (2.9m, 30m, decimal.MaxValue) : (0.8m, 0m, 500m);
        var exact = Math.Min((amount + 2_000) * percent / 100 + fixedCents, max);
        return Math.Abs(FeeSchedule.Current.ProcessorFeeCents(amount, method) - exact) <= 0.5m;
    });

    [Fact]
    public void A_fee_without_maximum_grows_for_ever() =>
        Assert.Equal(1_000_000, new ProcessorFee(BasisPoints: 100, FixedCents: 0, MaxCents: null).Of(100_000_000));
}
