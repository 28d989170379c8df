namespace FairTradeWorker.Marketplace.Live;

/// <summary>
/// At most so many frames in each second of a stream. Whoever has more to send puts the rest into one frame; this says how
/// many frames are left and how long to wait when there is none. Not thread-safe: a stream has one writer.
/// </summary>
internal sealed class EventPacer(int framesPerSecond, TimeProvider clock)
{
    private readonly Queue<long> sent = new(framesPerSecond);

    /// <summary>Frames that may be sent now.</summary>
    public int Left
    {
        get
        {
            while (sent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= TimeSpan.FromSeconds(1))
            {
                sent.Dequeue();
            }

            return framesPerSecond - sent.Count;
        }
    }

    /// <summary>How long until another frame may be sent; zero when one may be sent now.</summary>
    public TimeSpan Wait => Left > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1) - clock.GetElapsedTime(sent.Peek());

    public void Sent() => sent.Enqueue(clock.GetTimestamp());
}
