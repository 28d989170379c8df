namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// Draws conversations about bids, and their messages: numbered without a gap, in the order of time, each side having
/// read at least up to its own last message.
/// </summary>
internal sealed class TalkWriter(SeedPlan plan)
{
    private const int MessagesPerConversation = 8;
    private const int LongestConversation = 400;

    /// <summary>About every accepted bid, and about others as chance has it; in the order of their beginning.</summary>
    public SeedConversation[] Draw(SeedBid[] bids)
    {
        var wanted = Math.Min(bids.Length, (plan.Messages + MessagesPerConversation - 1) / MessagesPerConversation);
        var talked = bids
            .OrderBy(bid => bid.Status == "accepted" ? 0 : 1 + Dice.Of(plan.Key, DiceStream.Conversation, bid.Number).Unit())
            .Take(wanted).OrderBy(bid => bid.SubmittedAt).ThenBy(bid => bid.Number).ToArray();
        var weights = new double[wanted];
        var minima = new int[wanted];
        var maxima = new int[wanted];
        for (var i = 0; i < wanted; i++)
        {
            weights[i] = Math.Exp(0.9 * Dice.Of(plan.Key, DiceStream.Conversation, talked[i].Number, part: 1).Normal());
            (minima[i], maxima[i]) = (1, LongestConversation);
        }

        var lengths = Apportionment.Split(plan.Messages, weights, minima, maxima);
        return [.. talked.Select((bid, number) => Draw(number, bid, lengths[number]))];
    }

    /// <summary>All messages of these conversations, in the order in which they were sent.</summary>
    public IEnumerable<SeedMessage> Messages(SeedConversation[] conversations)
    {
        var total = conversations.Sum(conversation => conversation.LastSequence);
        var times = new long[total];
        var places = new (int Conversation, int Sequence)[total];
        var next = 0;
        foreach (var conversation in conversations)
        {
            for (var sequence = 1; sequence <= conversation.LastSequence; sequence++)
            {
                times[next] = SentAt(conversation, sequence).UtcTicks;
                places[next++] = (conversation.Number, sequence);
            }
        }

        Array.Sort(times, places);
        foreach (var (number, sequence) in places)
        {
            yield return Write(conversations[number], sequence);
        }
    }

    private SeedConversation Draw(int number, SeedBid bid, int length)
    {
        var dice = Dice.Of(plan.Key, DiceStream.Conversation, bid.Number, part: 2);
        var since = plan.Now - bid.SubmittedAt;
        var created = Moment.Floor(bid.SubmittedAt + Shorter(since * 0.3, TimeSpan.FromHours(dice.Exponential(5))));
        var ended = Moment.Earlier(
            plan.Now, created + (length * TimeSpan.FromMinutes(10 + dice.Exponential(180))));
        var begun = new SeedConversation(number, dice.Id(created), bid, length, 0, 0, created, Moment.Floor(ended), 0);
        var (byHomeowner, byContractor) = LastOwn(begun);
        return begun with
        {
            HomeownerReadSequence = DrawRead(dice, byHomeowner, length),
            ContractorReadSequence = DrawRead(dice, byContractor, length),
            Version = 1 + length + dice.Below(4),
        };
    }

    private (int Homeowner, int Contractor) LastOwn(SeedConversation conversation)
    {
        var (homeowner, contractor) = (0, 0);
        for (var sequence = 1; sequence <= conversation.LastSequence; sequence++)
        {
            if (IsByHomeowner(conversation, sequence))
            {
                homeowner = sequence;
            }
            else
            {
                contractor = sequence;
            }
        }

        return (homeowner, contractor);
    }

    private static int DrawRead(Dice dice, int own, int last) =>
        dice.Chance(0.8) ? last : own + dice.Below(last - own + 1);

    private SeedMessage Write(SeedConversation conversation, int sequence)
    {
        var sent = SentAt(conversation, sequence);
        var dice = Dice.Of(plan.Key, DiceStream.MessageText, conversation.Bid.Number, sequence);
        var sender = IsByHomeowner(conversation, sequence)
            ? conversation.Bid.Job.HomeownerId
            : conversation.Bid.ContractorId;
        return new SeedMessage(
            conversation.Id, sequence, dice.Id(sent), sender, dice.Id(sent).ToString(), Prose.Message(dice), sent);
    }

    private bool IsByHomeowner(SeedConversation conversation, int sequence) =>
        Dice.Of(plan.Key, DiceStream.Message, conversation.Bid.Number, sequence).Chance(0.5);

    /// <summary>The n-th message lies in the n-th part of the conversation's time; the last one ends it.</summary>
    private DateTimeOffset SentAt(SeedConversation conversation, int sequence)
    {
        if (sequence == conversation.LastSequence)
        {
            return conversation.LastActivityAt;
        }

        var within = Dice.Of(plan.Key, DiceStream.Message, conversation.Bid.Number, -sequence).Unit();
        return Moment.Between(
            conversation.CreatedAt, conversation.LastActivityAt, (sequence - 1 + within) / conversation.LastSequence);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
