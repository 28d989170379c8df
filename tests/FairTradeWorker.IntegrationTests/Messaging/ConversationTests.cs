using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Messaging;

public sealed class ConversationTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_conversation_is_between_the_owner_and_a_contractor_who_bid()
    {
        var (owner, contractor, other) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync(), await Api.Crowd.ContractorAsync(1));
        var jobId = await Api.PostJobAsync(owner);

        (await Api.PostAsync("/v1/conversations", contractor, new { jobId })).IsProblem(409, "no-bid");
        (await Api.PostAsync("/v1/conversations", owner, new { jobId, contractorId = contractor.Id })).IsProblem(409, "no-bid");
        await Api.BidAsync(contractor, jobId);
        (await Api.PostAsync("/v1/conversations", owner, new { jobId })).IsProblem(400, "validation-error");
        (await Api.PostAsync("/v1/conversations", other, new { jobId, contractorId = contractor.Id })).IsProblem(400, "validation-error");
        (await Api.PostAsync("/v1/conversations", other, new { jobId })).IsProblem(409, "no-bid");
        (await Api.PostAsync("/v1/conversations", await Api.Crowd.HomeownerAsync(1), new { jobId, contractorId = contractor.Id })).IsProblem(404, "not-found");
        (await Api.PostAsync("/v1/conversations", contractor, new { jobId = Guid.NewGuid() })).IsProblem(404, "not-found");

        var opened = (await Api.PostAsync("/v1/conversations", owner, new { jobId, contractorId = contractor.Id })).Is(201);
        Assert.Equal($"/v1/conversations/{opened.Id}", opened.Header("Location"));
        Assert.Equal(opened.Id, (await Api.PostAsync("/v1/conversations", contractor, new { jobId })).Is(200).Id);
        Assert.Equal(opened.Id, (await Api.PostAsync("/v1/conversations", contractor, new { jobId, contractorId = contractor.Id })).Is(200).Id);
    }

    [Fact]
    public async Task Strangers_find_no_conversation_and_cannot_speak_in_it()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var talk = await Api.TalkAsync(owner, contractor);
        foreach (var stranger in (Person[])[await Api.Crowd.HomeownerAsync(1), await Api.Crowd.ContractorAsync(1)])
        {
            (await Api.GetAsync($"/v1/conversations/{talk}", stranger)).IsProblem(404, "not-found");
            (await Api.GetAsync($"/v1/conversations/{talk}/messages", stranger)).IsProblem(404, "not-found");
            (await Api.SayAsync(stranger, talk, "Let me in")).IsProblem(404, "not-found");
            (await Api.SendAsync(Call.Put($"/v1/conversations/{talk}/read", stranger, new { sequence = 0 }))).IsProblem(404, "not-found");
        }

        Assert.Equal(0L, await Rows.ScalarAsync<long>("select count(*) from messages where conversation_id = $1", Guid.Parse(talk)));
    }

    [Fact]
    public async Task Messages_are_numbered_and_unread_until_they_are_read()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var talk = await Api.TalkAsync(owner, contractor);
        var first = (await Api.SayAsync(owner, talk, "When can you come?")).Is(201);
        (await Api.SayAsync(owner, talk, "And for how long?")).Is(201);
        (await Api.SayAsync(contractor, talk, "Tuesday.")).Is(201);

        Assert.Equal((1, owner.Id, "When can you come?"), (first["sequence"].GetInt32(), first.TextOf("senderId"), first.TextOf("body")));
        var found = (await Api.GetAsync(first.Header("Location")!, contractor)).Is(200);
        Assert.Equal(first.Json.ToString(), found.Items.Single().ToString());
        Assert.Equal("3 2 1", await MarksAsync(talk, owner));
        Assert.Equal("3 3 0", await MarksAsync(talk, contractor));

        (await ReadAsync(talk, owner, 3)).Is(200);
        Assert.Equal("3 3 0", await MarksAsync(talk, owner));
        var back = (await ReadAsync(talk, owner, 1)).Is(200);
        Assert.Equal(3, back["readSequence"].GetInt32());
        (await ReadAsync(talk, owner, 4)).IsProblem(400, "validation-error");
        (await ReadAsync(talk, owner, -1)).IsProblem(400, "validation-error");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4_000, true)]
    [InlineData(4_001, false)]
    public async Task A_message_has_1_to_4000_characters(int length, bool isGood)
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var talk = await Api.TalkAsync(owner, contractor);
        (await Api.SayAsync(owner, talk, new string('x', length))).Is(isGood ? 201 : 400);
    }

    [Fact]
    public async Task The_talk_goes_on_when_the_job_was_given_to_somebody_else()
    {
        var (owner, contractor, winner) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync(), await Api.Crowd.ContractorAsync(1));
        var jobId = await Api.PostJobAsync(owner);
        await Api.BidAsync(contractor, jobId);
        var talk = (await Api.PostAsync("/v1/conversations", contractor, new { jobId })).Is(201).Id;
        (await Api.AcceptAsync(owner, await Api.BidAsync(winner, jobId))).Is(201);
        (await Api.SayAsync(owner, talk, "Next time.")).Is(201);
    }

    private Task<Answer> ReadAsync(string talk, Person by, int sequence) =>
        Api.SendAsync(Call.Put($"/v1/conversations/{talk}/read", by, new { sequence }));

    private async Task<string> MarksAsync(string talk, Person by)
    {
        var seen = (await Api.GetAsync($"/v1/conversations/{talk}", by)).Is(200);
        return $"{seen["lastSequence"]} {seen["readSequence"]} {seen["unreadCount"]}";
    }
}
