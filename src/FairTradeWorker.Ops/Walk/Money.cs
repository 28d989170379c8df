using System.Globalization;

namespace FairTradeWorker.Ops.Walk;

internal static class Money
{
    /// <summary>Integer cents as people write them: 48000 is $480.00.</summary>
    public static string Dollars(long cents) => string.Create(CultureInfo.InvariantCulture, $"${cents / 100m:N2}");
}
