using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FairTradeWorker.Marketplace.Bids;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Json;
using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Tests.Platform.Json;

/// <summary>
/// Bodies as the API reads them: the real options, contexts and validation. Also holds the forms of the framework's
/// own messages from which the members are taken: when a new version words them differently, these tests say so.
/// </summary>
public sealed class StrictJsonTests
{
    private const string Malformed = "Is not JSON of the expected form: wrong type, out of range, or malformed.";
    private const string Title = "\"title\":\"Replace a kitchen tap\"";
    private const string Description = "\"description\":\"The tap drips and the valve is stuck.\"";
    private const string Place = "\"territoryId\":\"48453\",\"trades\":[\"plumbing\"]";
    private const string Rest = $"@description,{Place}";

    [Fact]
    public async Task A_good_body_is_taken() => Assert.Null(await JudgeAsync("""{@title,@rest}"""));

    [Theory]
    [InlineData("""{@title,@rest,"colour":"red"}""", "colour", "Is not a member of this request.")]
    [InlineData("""{"Title":"Replace a kitchen tap",@rest}""", "Title", "Is not a member of this request.")]
    [InlineData("""{@title,@rest,"status":"open"}""", "status", "Is not a member of this request.")]
    [InlineData("""{@title,@rest,"address":{"zone":1}}""", "address.zone", "Is not a member of this request.")]
    [InlineData("""{@title,@title,@rest}""", "title", "Appears more than once.")]
    [InlineData("""{@title,"t\u0069tle":"Replace a kitchen tap",@rest}""", "title", "Appears more than once.")]
    [InlineData("""{@title,@rest,"address":{"city":"A","city":"B"}}""", "address.city", "Appears more than once.")]
    [InlineData("""{"title":null,@rest}""", "title", Malformed)]
    [InlineData("""{"title":1,@rest}""", "title", "Must be a text.")]
    [InlineData("""{"title":{},@rest}""", "title", "Must be a text.")]
    [InlineData("""{"title":"Replace\u0000 a tap",@rest}""", "title", "Must not contain U+0000.")]
    [InlineData("""{"title":"Replace \ud800 a tap",@rest}""", "title", "Must be well-formed Unicode text.")]
    [InlineData("""{"title":"Replace \udc00 a tap",@rest}""", "title", "Must be well-formed Unicode text.")]
    [InlineData("""{@title,@description,"territoryId":"48453","trades":["\ud800"]}""", "trades[0]", "Must be well-formed Unicode text.")]
    [InlineData("""{@title,@description,"territoryId":"48453","trades":"plumbing"}""", "trades", Malformed)]
    [InlineData("""{@title,@rest,"budgetMaxCents":9223372036854775808}""", "budgetMaxCents", Malformed)]
    [InlineData("""{@title,@rest,"budgetMaxCents":1.5}""", "budgetMaxCents", Malformed)]
    [InlineData("""{@title,@rest,"budgetMaxCents":1e3}""", "budgetMaxCents", Malformed)]
    [InlineData("""{@title,@rest,"budgetMaxCents":"5"}""", "budgetMaxCents", Malformed)]
    [InlineData("""{@title,@rest,"draft":"true"}""", "draft", Malformed)]
    [InlineData("""{@title,@rest,"draft":null}""", "draft", Malformed)]
    [InlineData("""{@title,@rest,"urgency":"High"}""", "urgency", "Must be one of: low, normal, high, emergency.")]
    [InlineData("""{@title,@rest,"urgency":3}""", "urgency", "Must be one of: low, normal, high, emergency.")]
    [InlineData("""{@title,@rest,"address":"Austin"}""", "address", Malformed)]
    [InlineData("""{@title,@rest,}""", "body", Malformed)]
    [InlineData("""{@title,@rest} true""", "body", Malformed)]
    [InlineData("""{/* nothing */@title,@rest}""", "body", Malformed)]
    [InlineData("null", "body", "A JSON object is required.")]
    [InlineData("", "body", "A JSON object is required.")]
    [InlineData("[]", "body", Malformed)]
    [InlineData("{", "body", Malformed)]
    [InlineData("\uFEFF{}", "body", Malformed)]
    public async Task A_bad_body_is_refused_with_the_member_and_a_sentence(string json, string member, string message)
    {
        var problem = await JudgeAsync(json);

        Assert.NotNull(problem?.Errors);
        Assert.Equal(CommonProblems.ValidationError, problem.Type);
        Assert.Equal([member], problem.Errors.Keys);
        Assert.Equal([message], problem.Errors[member]);
        NamesNothingOfOurs(problem);
    }

    [Fact]
    public async Task All_missing_members_are_named_at_once()
    {
        var problem = await JudgeAsync("""{@description}""");

        Assert.NotNull(problem?.Errors);
        Assert.Equal(["territoryId", "title", "trades"], problem.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(problem.Errors.Values, messages => Assert.Equal(["Is required."], messages));
        NamesNothingOfOurs(problem);
    }

    [Fact]
    public async Task A_missing_member_of_a_record_with_a_constructor_is_named_too()
    {
        var problem = await MarketplaceApp.JudgeAsync<FeeQuoteRequest>("{}"u8.ToArray());

        Assert.NotNull(problem?.Errors);
        Assert.Equal(["amountCents", "method"], problem.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"title":"Short","maxBids":21}""", "maxBids", "title")]
    [InlineData("""{"title":"         short         ","maxBids":0}""", "maxBids", "title")]
    [InlineData("""{"budgetMinCents":-1,"trades":[]}""", "budgetMinCents", "trades")]
    [InlineData("""{"address":{"line1":"1 Main St","city":"Austin","state":"tx","zip":"1"}}""", "address.state", "address.zip")]
    public async Task Validation_names_the_members_as_they_were_sent(string changes, string one, string other)
    {
        var body = JsonNode.Parse(Fill("{@title,@rest}"))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        var problem = await JudgeAsync(body.ToJsonString());

        Assert.NotNull(problem?.Errors);
        Assert.Equal([one, other], problem.Errors.Keys.Order(StringComparer.Ordinal));
        NamesNothingOfOurs(problem);
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"title":"a","\ud800":1}""")]
    [InlineData("""{"a\u0000b":1}""")]
    [InlineData("""{"a' could not be mapped 'b":1}""")]
    [InlineData("""{"line\nbreak":1}""")]
    [InlineData("""{"":1}""")]
    public async Task Strange_member_names_are_refused_and_break_nothing(string json)
    {
        var problem = await JudgeAsync(json);

        Assert.Equal(CommonProblems.ValidationError, problem?.Type);
        NamesNothingOfOurs(problem!);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        byte[] json = [.. "{\"title\":\"Replace "u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal(CommonProblems.ValidationError, (await MarketplaceApp.JudgeAsync<PostJobRequest>(json))?.Type);
    }

    [Fact]
    public void Sixteen_levels_are_read_and_seventeen_are_not()
    {
        Assert.NotNull(JsonSerializer.Deserialize<JsonObject>(Nested(MarketplaceJson.MaxDepth), MarketplaceApp.Json));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<JsonObject>(Nested(17), MarketplaceApp.Json));
    }

    private static string Nested(int depth) =>
        $"{string.Concat(Enumerable.Repeat("{\"a\":", depth - 1))}{{}}{new string('}', depth - 1)}";

    private static string Fill(string json) => json.Replace("@rest", Rest, StringComparison.Ordinal)
        .Replace("@title", Title, StringComparison.Ordinal).Replace("@description", Description, StringComparison.Ordinal);

    private static Task<Problem?> JudgeAsync(string json) =>
        MarketplaceApp.JudgeAsync<PostJobRequest>(Encoding.UTF8.GetBytes(Fill(json)));

    private static void NamesNothingOfOurs(Problem problem)
    {
        var texts = problem.Errors?.Values.SelectMany(messages => messages).Append(problem.Detail) ?? [problem.Detail];
        Assert.All(texts, text =>
        {
            foreach (var internals in new[] { "System", "FairTrade", "Request", "Content", "LineNumber", "BytePosition", "Exception", "$." })
            {
                Assert.DoesNotContain(internals, text, StringComparison.Ordinal);
            }
        });
    }
}
