using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Races;

public sealed class MessageRaceTests(Platform platform) : ApiTest(platform)
{
    private const int Parallel = 50;

    [Fact]
    public async Task Fifty_parallel_messages_of_both_sides_are_numbered_without_gaps()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var conversation = await Api.TalkAsync(owner, contractor);

        var answers = await Race.RunAsync(Parallel, i => Api.SayAsync(i % 2 == 0 ? owner : contractor, conversation, $"message {i}"));

        Race.Came(answers, ("201", Parallel));
        var sequence = Enumerable.Range(1, Parallel).ToList();
        Assert.Equal(sequence, answers.Select(answer => answer["sequence"].GetInt32()).Order());
        Assert.Equal(sequence, await Rows.ColumnAsync<int>("select sequence from messages where conversation_id = $1 order by sequence", Guid.Parse(conversation)));
        var read = await Api.CrawlAsync($"/v1/conversations/{conversation}/messages?limit=7", owner);
        Assert.Equal(
            answers.OrderBy(answer => answer["sequence"].GetInt32()).Select(answer => answer.TextOf("body")),
            read.Select(message => message.GetProperty("body").GetString()));
    }

    [Fact]
    public async Task A_message_sent_fifty_times_at_once_is_there_once()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var conversation = await Api.TalkAsync(owner, contractor);

        var answers = await Race.RunAsync(Parallel, _ => Api.SayAsync(owner, conversation, "Is the valve accessible?", "one-and-only"));

        Race.Came(answers, ("201", 1), ("200", Parallel - 1));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal("1 1", await Rows.ScalarAsync<string>("""
            select count(m.id) || ' ' || c.last_sequence from conversations c join messages m on m.conversation_id = c.id
            where c.id = $1 group by c.id
            """, Guid.Parse(conversation)));
    }

    [Fact]
    public async Task A_repeated_message_is_answered_with_the_first_also_when_its_text_differs()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var conversation = await Api.TalkAsync(owner, contractor);
        var first = (await Api.SayAsync(owner, conversation, "first", "same-id")).Is(201);

        Assert.Equal(first.Text, (await Api.SayAsync(owner, conversation, "second", "same-id")).Is(200).Text);
        Assert.Equal(2, (await Api.SayAsync(contractor, conversation, "other side, same id", "same-id")).Is(201)["sequence"].GetInt32());
    }

    [Fact]
    public async Task A_conversation_opened_by_both_sides_at_once_is_one_conversation()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var jobId = await Api.PostJobAsync(owner);
        await Api.BidAsync(contractor, jobId);

        var answers = await Race.RunAsync(20, i => i % 2 == 0
            ? Api.PostAsync("/v1/conversations", owner, new { jobId, contractorId = contractor.Id })
            : Api.PostAsync("/v1/conversations", contractor, new { jobId }));

        Race.Came(answers, ("201", 1), ("200", 19));
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
        Assert.Equal(1L, await Rows.ScalarAsync<long>("select count(*) from conversations where job_id = $1", Guid.Parse(jobId)));
    }

    [Fact]
    public async Task Read_marks_set_in_parallel_end_at_the_furthest()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var conversation = await Api.TalkAsync(owner, contractor);
        for (var i = 0; i < 10; i++)
        {
            await Api.SayAsync(contractor, conversation, $"message {i}");
        }

        var answers = await Race.RunAsync(20, i => Api.SendAsync(
            Call.Put($"/v1/conversations/{conversation}/read", owner, new { sequence = (i % 10) + 1 })));

        Race.Came(answers, ("200", 20));
        var seen = await Api.GetAsync($"/v1/conversations/{conversation}", owner);
        Assert.Equal((10, 0), (seen["readSequence"].GetInt32(), seen["unreadCount"].GetInt32()));
    }
}
