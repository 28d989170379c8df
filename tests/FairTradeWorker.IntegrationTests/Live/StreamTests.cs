using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Live;

public sealed class StreamTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Both_members_hear_of_a_message_on_whatever_instance_they_are()
    {
        var (owner, contractor) = (await Api.RegisterAsync("homeowner"), await Api.RegisterAsync("contractor"));
        var conversation = await Api.TalkAsync(owner, contractor);
        await QuietAsync();
        await using var ownersStream = await EventStream.OpenAsync(Api, owner, instance: 0);
        await using var contractorsStream = await EventStream.OpenAsync(Api, contractor, instance: 1);

        var sent = (await Api.SayAsync(owner, conversation, "Is Tuesday good?")).Is(201);

        foreach (var stream in new[] { ownersStream, contractorsStream })
        {
            var heard = Assert.Single(await stream.ReadAsync(1));
            Assert.Equal("message.sent", heard.Type);
            Assert.Equal(conversation, heard.Data.GetProperty("conversationId").GetString());
            Assert.Equal(sent.Text, heard.Data.GetProperty("message").GetRawText());
        }
    }

    [Fact]
    public async Task A_reader_who_moves_between_the_instances_gets_every_message_once_and_in_order()
    {
        const int Talks = 5, Each = 200, Messages = Talks * Each;
        var owner = await Api.RegisterAsync("homeowner");
        var contractors = await Task.WhenAll(Enumerable.Range(0, Talks).Select(_ => Api.RegisterAsync("contractor")));
        var conversations = await Task.WhenAll(contractors.Select(contractor => Api.TalkAsync(owner, contractor)));
        await QuietAsync();
        var before = await Rows.ScalarAsync<long>("select last_sequence from user_event_counters where user_id = $1", Guid.Parse(owner.Id));

        // Two senders in each conversation, one behind each instance.
        var sending = Race.RunAsync(2 * Talks, async sender =>
        {
            for (var i = 0; i < Each / 2; i++)
            {
                var say = Call.Post($"/v1/conversations/{conversations[sender / 2]}/messages", contractors[sender / 2], new { body = $"{sender}/{i}", clientMessageId = Guid.NewGuid() });
                (await Api.SendAsync(say.On(sender))).Is(201);
            }

            return true;
        });
        var heard = new List<StreamEvent>();
        for (var move = 0; heard.Count < Messages; move++)
        {
            await using var stream = await EventStream.OpenAsync(Api, owner, move & 1, after: heard.Count > 0 ? heard[^1].Id : before);
            heard.AddRange(await stream.ReadAsync(Math.Min(40, Messages - heard.Count)));
        }

        await sending;
        Assert.Equal(Enumerable.Range(1, Messages).Select(i => before + i), heard.Select(one => one.Id));
        foreach (var conversation in conversations)
        {
            Assert.Equal(Enumerable.Range(1, Each), heard.Where(one => one.Data.GetProperty("conversationId").GetString() == conversation)
                .Select(one => one.Data.GetProperty("message").GetProperty("sequence").GetInt32()));
        }
    }

    [Fact]
    public async Task A_burst_comes_in_at_most_ten_frames_a_second()
    {
        var (owner, contractor) = (await Api.RegisterAsync("homeowner"), await Api.RegisterAsync("contractor"));
        var conversation = await Api.TalkAsync(owner, contractor);
        await QuietAsync();
        var before = await Rows.ScalarAsync<long>("select last_sequence from user_event_counters where user_id = $1", Guid.Parse(owner.Id));
        await Race.RunAsync(60, i => Api.SayAsync(contractor, conversation, $"message {i}"));
        await QuietAsync();

        await using var stream = await EventStream.OpenAsync(Api, owner, instance: 0, after: before);
        var heard = await stream.ReadAsync(60);

        Assert.Equal(60, heard.Count);
        Assert.True(stream.Frames <= 10, $"{stream.Frames} frames");
    }

    [Fact]
    public async Task A_rival_hears_nothing_and_nobody_hears_an_amount()
    {
        var (owner, bidder, rival) = (await Api.RegisterAsync("homeowner"), await Api.RegisterAsync("contractor"), await Api.RegisterAsync("contractor"));
        var jobId = await Api.PostJobAsync(owner);
        await Api.BidAsync(rival, jobId, amountCents: 41_111);
        await QuietAsync();
        await using var rivals = await EventStream.OpenAsync(Api, rival, instance: 0);
        await using var owners = await EventStream.OpenAsync(Api, owner, instance: 1);

        var bidId = await Api.BidAsync(bidder, jobId, amountCents: 42_424);
        (await Api.AcceptAsync(owner, bidId)).Is(201);

        var ownersEvents = await owners.ReadAsync(4);
        Assert.Equal(["bid.moved", "bid.moved", "bid.moved", "job.moved"], ownersEvents.Select(one => one.Type).Order());
        var own = Assert.Single(await rivals.ReadAsync(1));
        Assert.Equal(("bid.moved", "not_selected"), (own.Type, own.Data.GetProperty("status").GetString()));
        Assert.NotEqual(bidId, own.Data.GetProperty("bidId").GetString());
        Assert.Equal(0L, await Rows.ScalarAsync<long>("""
            select count(*) from user_events where data like '%42424%' or data like '%41111%'
                or (user_id = $1 and data like '%' || $2 || '%')
            """, Guid.Parse(rival.Id), bidId));
    }

    [Fact]
    public async Task The_eleventh_stream_of_a_user_is_refused_and_a_closed_one_makes_room()
    {
        var person = await Api.RegisterAsync("homeowner");
        var streams = new List<EventStream>();
        try
        {
            for (var i = 0; i < 10; i++)
            {
                streams.Add(await EventStream.OpenAsync(Api, person, i & 1));
            }

            for (var instance = 0; instance < 2; instance++)
            {
                var refused = (await Api.SendAsync(Call.Get("/v1/me/stream", person).On(instance))).IsProblem(429, "too-many-streams");
                Assert.NotNull(refused.Header("Retry-After"));
            }

            await streams[0].DisposeAsync();
            streams.RemoveAt(0);
            await UntilAsync(async () =>
            {
                try
                {
                    streams.Add(await EventStream.OpenAsync(Api, person, 1));
                    return true;
                }
                catch (Xunit.Sdk.EqualException)
                {
                    return false;
                }
            }, "a closed stream makes room for another");
        }
        finally
        {
            foreach (var stream in streams)
            {
                await stream.DisposeAsync();
            }
        }
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public async Task An_event_id_that_is_none_is_refused(string id)
    {
        var person = await Api.Crowd.HomeownerAsync();
        (await Api.SendAsync(Call.Get("/v1/me/stream", person).With("Last-Event-ID", id))).IsProblem(400, "validation-error");
    }

    // The worker has told everybody of everything.
    private Task QuietAsync() => UntilAsync(
        async () => await Rows.ScalarAsync<long>("select count(*) from outbox_messages where dead_at is null") == 0, "the outbox is empty");
}
