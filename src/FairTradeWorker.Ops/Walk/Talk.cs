using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>Homeowner and winner exchange messages; each arrives once and in order, and the rival reads none.</summary>
internal sealed class Talk(MarketplaceClient api, WalkReport report, TimeProvider clock)
{
    public async Task RunAsync(Cast cast, Job job, CancellationToken cancellationToken)
    {
        var (homeowner, contractor, rival) = (cast.Homeowner, cast.Winner, cast.Rival);
        var conversation = await OpenAsync(homeowner, contractor, job, cancellationToken);

        report.Step("They write to each other");
        var question = NewMessage("Would Tuesday at nine suit you?");
        await SayAsync(homeowner, conversation, question, 1, cancellationToken);
        var answered = NewMessage("Yes. I bring the seals, you have the faucet?");
        var answer = await SayAsync(contractor, conversation, answered, 2, cancellationToken);
        await SayAsync(homeowner, conversation, NewMessage("I do. See you then!"), 3, cancellationToken);

        report.Step("Carlos's phone sends his message again: it is the same message");
        var repeated = report.Saw(
            await api.SendMessageAsync(contractor, conversation.Id, answered, cancellationToken), 200);
        report.Expect("the first one is answered", answer, repeated.Value);

        report.Step("Both read the same three messages in order; Carlos asks only for what is new");
        foreach (var reader in (Session[])[homeowner, contractor])
        {
            var all = report.Saw(
                await api.ListMessagesAsync(reader, conversation.Id, after: 0, cancellationToken), 200);
            report.Expect("1, 2, 3", "1, 2, 3", Sequences(all.Value));
        }

        var news = report.Saw(
            await api.ListMessagesAsync(contractor, conversation.Id, after: 2, cancellationToken), 200);
        report.Expect("after 2 comes 3", "3", Sequences(news.Value));

        report.Step("Rita cannot read them");
        report.Saw(await api.ListMessagesAsync(rival, conversation.Id, after: 0, cancellationToken), 404);
    }

    private async Task<Conversation> OpenAsync(
        Session homeowner, Session contractor, Job job, CancellationToken cancellationToken)
    {
        report.Step("Dana opens a conversation with Carlos; when he does the same, it is that one");
        var byHomeowner = new OpenConversationRequest(job.Id, contractor.User.Id);
        var opened = report.Saw(await api.OpenConversationAsync(homeowner, byHomeowner, cancellationToken), 201).Value;
        var byContractor = new OpenConversationRequest(job.Id, ContractorId: null);
        var same = report.Saw(await api.OpenConversationAsync(contractor, byContractor, cancellationToken), 200).Value;
        report.Expect("the same conversation", opened.Id, same.Id);
        return opened;
    }

    private async Task<Message> SayAsync(
        Session sender,
        Conversation conversation,
        SendMessageRequest request,
        long sequence,
        CancellationToken cancellationToken)
    {
        var message = report.Saw(
            await api.SendMessageAsync(sender, conversation.Id, request, cancellationToken), 201).Value;
        report.Expect($"number {sequence}", sequence, message.Sequence);
        report.Expect("from the sender", sender.User.Id, message.SenderId);
        report.Note($"{sender.User.DisplayName}: {message.Body}");
        return message;
    }

    private SendMessageRequest NewMessage(string body) =>
        new(body, Guid.CreateVersion7(clock.GetUtcNow()).ToString());

    private static string Sequences(Page<Message> page) =>
        string.Join(", ", page.Items.Select(message => message.Sequence));
}
