using System.Buffers.Binary;

namespace FairTradeWorker.Ops.Seed;

/// <summary>What a stream of chance is for. Each row draws from a stream of its own, so rows do not depend on order.</summary>
internal enum DiceStream
{
    Territories = 1,
    User = 2,
    Job = 3,
    JobText = 4,
    Bid = 5,
    BidText = 6,
    Conversation = 7,
    Message = 8,
    MessageText = 9,
    Address = 10,
    Profile = 11,
}

/// <summary>
/// Repeatable chance (SplitMix64): the same key, stream and index always give the same draws, on every machine and
/// version of .NET, which <see cref="Random"/> does not promise.
/// </summary>
internal sealed class Dice
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong state;

    private Dice(ulong state) => this.state = state;

    public static Dice Of(ulong key, DiceStream stream, long index) =>
        new(Mix(Mix(key + ((ulong)stream * Step)) + ((ulong)index * Step)));

    /// <summary>The second index of things that belong to a thing, such as a message of a conversation.</summary>
    public static Dice Of(ulong key, DiceStream stream, long index, int part) =>
        new(Mix(Of(key, stream, index).state + ((ulong)part * Step)));

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }

    public ulong Bits() => Mix(state += Step);

    /// <summary>At least 0 and below 1.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>At least 0 and below <paramref name="count"/>, all alike.</summary>
    public int Below(int count) => (int)(Unit() * count);

    /// <summary>At least 0 and below <paramref name="count"/>; the k-th about 1/k as often as the first (Zipf).</summary>
    public int Zipf(int count) => Math.Min((int)Math.Pow(count + 1, Unit()) - 1, count - 1);

    public T Any<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>The first values often, the last ones rarely.</summary>
    public T Early<T>(IReadOnlyList<T> values) => values[Zipf(values.Count)];

    /// <summary>One of several values, each with the weight at its place.</summary>
    public T Weighted<T>(params ReadOnlySpan<(T Value, double Weight)> choices)
    {
        var sum = 0.0;
        foreach (var choice in choices)
        {
            sum += choice.Weight;
        }

        var rest = Unit() * sum;
        foreach (var choice in choices)
        {
            rest -= choice.Weight;
            if (rest < 0)
            {
                return choice.Value;
            }
        }

        return choices[^1].Value;
    }

    /// <summary>Normal distribution, mean 0, deviation 1 (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    /// <summary>Exponential distribution with this mean.</summary>
    public double Exponential(double mean) => -Math.Log(1 - Unit()) * mean;

    /// <summary>A UUIDv7 of this moment whose random part is drawn here.</summary>
    public Guid Id(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        var (high, low) = (Bits(), Bits());
        BinaryPrimitives.WriteUInt64BigEndian(
            bytes, ((ulong)time.ToUnixTimeMilliseconds() << 16) | 0x7000 | (high & 0x0FFF));
        BinaryPrimitives.WriteUInt64BigEndian(
            bytes[8..], (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }
}
