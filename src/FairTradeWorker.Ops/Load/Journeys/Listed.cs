using System.Text;

namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>
/// Takes out of an answer what a journey goes on with, without parsing all of it: 20,000 users on the machine that is
/// measured must not cost more than the platform. It relies on each resource's beginning with its id.
/// </summary>
internal static class Listed
{
    private const int LongestPage = 128;
    private const int IdLength = 36;

    private static ReadOnlySpan<byte> Id => "{\"id\":\""u8;

    private static ReadOnlySpan<byte> NextCursor => "\"nextCursor\":\""u8;

    /// <summary>The id of the resource that the answer is, or of the first of a page; null when there is none.</summary>
    public static string? First(ReadOnlySpan<byte> body) => Pick(body, random: null);

    /// <summary>The id of any item of a page; null when it has none.</summary>
    public static string? Any(ReadOnlySpan<byte> body, Random random) => Pick(body, random);

    /// <summary>How the next page is asked for; null on the last one.</summary>
    public static string? Cursor(ReadOnlySpan<byte> body)
    {
        var start = body.LastIndexOf(NextCursor);
        if (start < 0)
        {
            return null;
        }

        var rest = body[(start + NextCursor.Length)..];
        var end = rest.IndexOf((byte)'"');
        return end > 0 ? Encoding.ASCII.GetString(rest[..end]) : null;
    }

    private static string? Pick(ReadOnlySpan<byte> body, Random? random)
    {
        Span<int> places = stackalloc int[LongestPage];
        var found = 0;
        for (var at = 0; found < LongestPage; found++)
        {
            var next = body[at..].IndexOf(Id);
            if (next < 0)
            {
                break;
            }

            at += next + Id.Length;
            places[found] = at;
        }

        if (found == 0)
        {
            return null;
        }

        var place = places[random?.Next(found) ?? 0];
        return body.Length >= place + IdLength ? Encoding.ASCII.GetString(body.Slice(place, IdLength)) : null;
    }
}
