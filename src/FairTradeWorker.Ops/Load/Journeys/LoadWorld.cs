using System.Net;
using FairTradeWorker.Ops.Load.Accounts;
using FairTradeWorker.Ops.Load.Measuring;

namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>What all simulated users of a run have in common.</summary>
internal sealed class LoadWorld
{
    private int wanted;

    /// <summary>Value of the Host header.</summary>
    public required string Host { get; init; }

    /// <summary>The API's instances; users are spread over them.</summary>
    public required IReadOnlyList<IPEndPoint> Servers { get; init; }

    public required LoadMix Mix { get; init; }

    public required ISignIn SignIn { get; init; }

    /// <summary>Decides all chance of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>Longest time that a user waits for an answer.</summary>
    public required TimeSpan Patience { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Nobody asks anything more after it.</summary>
    public required CancellationToken Ending { get; init; }

    public Measurements Measurements { get; } = new();

    public required Pauses Pauses { get; init; }

    public Ledger Ledger { get; } = new();

    /// <summary>Whether the run has begun; what is asked before is not measured.</summary>
    public bool Measuring { get; set; }

    /// <summary>How many users there are to be.</summary>
    public int Wanted
    {
        get => Volatile.Read(ref wanted);
        set => Volatile.Write(ref wanted, value);
    }
}
