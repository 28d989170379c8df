using System.Globalization;
using System.Text;

namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// Writes what homeowners and contractors write. Words are drawn with a skew (the k-th of a list about 1/k as often
/// as the first), so that full-text search meets words that are in half of all jobs and words that are in a few.
/// </summary>
internal static class Prose
{
    public static (string Title, string Description) Job(Dice dice, TradeWords trade)
    {
        var thing = dice.Early(trade.Things);
        var room = dice.Early(JobPhrases.Places);
        var verb = dice.Early(JobPhrases.Verbs);
        var title = dice.Chance(0.45)
            ? $"{verb} {dice.Early(JobPhrases.Conditions)} {thing} {room}"
            : $"{verb} {thing} {room}";
        var text = new StringBuilder();
        Append(text, dice.Early(JobPhrases.Openings), dice, thing, room);
        AppendDifferent(text, 2 + dice.Zipf(7), JobPhrases.Sentences, dice, thing, room);

        if (dice.Chance(0.3))
        {
            Append(text, dice.Early(JobPhrases.Details), dice, thing, room);
        }

        return (title, text.ToString());
    }

    public static (string Name, string Bio) Company(Dice dice, TradeWords trade)
    {
        var craft = trade.Id.Replace('_', ' ');
        var name = dice.Early(TalkPhrases.CompanyNames)
            .Replace("{owner}", dice.Early(PeopleWords.LastNames), StringComparison.Ordinal)
            .Replace("{street}", dice.Early(PeopleWords.Streets), StringComparison.Ordinal)
            .Replace("{craft}", string.Concat(char.ToUpperInvariant(craft[0]).ToString(), craft.AsSpan(1)), StringComparison.Ordinal);
        var text = new StringBuilder();
        AppendDifferent(text, 2 + dice.Zipf(4), TalkPhrases.Bios, dice, dice.Early(trade.Things), "at your place");
        return (name, text.ToString());
    }

    public static string Bid(Dice dice)
    {
        var text = new StringBuilder();
        AppendDifferent(text, 1 + dice.Zipf(4), TalkPhrases.Offers, dice, "work", "at your place");
        return text.ToString();
    }

    public static string Message(Dice dice)
    {
        var text = new StringBuilder();
        AppendDifferent(text, 1 + dice.Zipf(3), TalkPhrases.Messages, dice, "work", "at your place");
        return text.ToString();
    }

    /// <summary>As many sentences of the list as wanted, each at most once.</summary>
    private static void AppendDifferent(
        StringBuilder text, int count, IReadOnlyList<string> sentences, Dice dice, string thing, string room)
    {
        var used = 0UL;
        for (var i = 0; i < count; i++)
        {
            var drawn = dice.Zipf(sentences.Count);
            while ((used & (1UL << drawn)) != 0)
            {
                drawn = (drawn + 1) % sentences.Count;
            }

            used |= 1UL << drawn;
            Append(text, sentences[drawn], dice, thing, room);
        }
    }

    private static void Append(StringBuilder text, string sentence, Dice dice, string thing, string room)
    {
        if (text.Length > 0)
        {
            text.Append(' ');
        }

        for (var at = 0; at < sentence.Length;)
        {
            var open = sentence.IndexOf('{', at);
            if (open < 0)
            {
                text.Append(sentence, at, sentence.Length - at);
                return;
            }

            var close = sentence.IndexOf('}', open);
            text.Append(sentence, at, open - at).Append(Fill(sentence[(open + 1)..close], dice, thing, room));
            at = close + 1;
        }
    }

    private static string Fill(string slot, Dice dice, string thing, string room) => slot switch
    {
        "thing" => thing,
        "place" => room,
        "number" => (2 + dice.Zipf(40)).ToString(CultureInfo.InvariantCulture),
        "condition" => dice.Early(JobPhrases.Conditions),
        "material" => dice.Early(JobPhrases.Materials),
        "rare" => dice.Early(JobPhrases.RareWords),
        "hour" => $"{7 + dice.Below(5)} am",
        "day" => dice.Any(JobPhrases.Days),
        _ => throw new InvalidOperationException($"No words for {slot}."),
    };
}
