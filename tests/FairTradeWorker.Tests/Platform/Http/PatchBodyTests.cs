using System.Text;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Tests.Platform.Http;

public sealed class PatchBodyTests
{
    private static readonly JobContent Current = new()
    {
        Title = "Replace a kitchen tap",
        Description = "The tap drips and the valve is stuck.",
        TerritoryId = "48453",
        Trades = ["plumbing"],
        BudgetMaxCents = 50_000,
        Address = new() { Line1 = "1 Main St", City = "Austin", State = "TX", Zip = "78701" },
    };

    [Fact]
    public async Task Nothing_changes_nothing()
    {
        var (content, _) = await ApplyAsync("{}");

        Assert.Equal(Current with { Trades = [] }, content! with { Trades = [] });
        Assert.Equal(Current.Trades, content.Trades);
    }

    [Fact]
    public async Task A_member_is_replaced_null_removes_and_objects_are_merged()
    {
        var (content, _) = await ApplyAsync(
            """{"title":"Replace two kitchen taps","budgetMaxCents":null,"address":{"line2":"Apt 2"},"trades":["electrical"]}""");

        Assert.Equal("Replace two kitchen taps", content?.Title);
        Assert.Null(content?.BudgetMaxCents);
        Assert.Equal(Current.Address! with { Line2 = "Apt 2" }, content?.Address);
        Assert.Equal(["electrical"], content?.Trades);
    }

    [Theory]
    [InlineData("""{"title":null}""", "title")]
    [InlineData("""{"title":"Short"}""", "title")]
    [InlineData("""{"title":5}""", "title")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("""{"status":"open"}""", "status")]
    [InlineData("""{"title":"Replace two taps","title":"Replace three taps"}""", "title")]
    [InlineData("""{"title":"Replace \ud800 a tap"}""", "title")]
    [InlineData("""{"title":"Replace \u0000 a tap"}""", "title")]
    [InlineData("""{"address":{"city":"\udc00"}}""", "address")]
    [InlineData("""{"address":{"zip":null}}""", "zip")]
    [InlineData("""{"address":{"zip":"1"}}""", "address.zip")]
    [InlineData("""{"budgetMaxCents":1,"budgetMinCents":2}""", "budgetMaxCents")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    public async Task A_patch_that_leads_to_nothing_valid_is_refused(string patch, string member)
    {
        var (content, problem) = await ApplyAsync(patch);

        Assert.Null(content);
        Assert.Equal(CommonProblems.ValidationError, problem?.Type);
        Assert.Equal([member], problem?.Errors?.Keys);
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"address":{"\udfff":1}}""")]
    [InlineData("""{"a\u0000":1}""")]
    [InlineData("""{"trades":[{"\ud800":1}]}""")]
    public async Task Strange_member_names_are_refused_and_break_nothing(string patch) =>
        Assert.Equal(CommonProblems.ValidationError, (await ApplyAsync(patch)).Problem?.Type);

    [Fact]
    public async Task A_patch_that_is_nested_too_deeply_is_refused()
    {
        var patch = $"{{\"address\":{new string('[', 16)}{new string(']', 16)}}}";

        Assert.Equal(CommonProblems.ValidationError, (await ApplyAsync(patch)).Problem?.Type);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=\"UTF-8\"", null)]
    [InlineData("application/merge-patch+json", null)]
    public async Task Only_json_in_utf8_is_read(string mediaType, int? status) =>
        Assert.Equal(status, (await ApplyAsync("{}", mediaType)).Problem?.Type.Status);

    [Fact]
    public async Task A_body_over_256_kilobytes_is_refused() =>
        Assert.Equal(CommonProblems.BodyTooLarge, (await ApplyAsync(new string(' ', RequestBody.MaxBytes + 1))).Problem?.Type);

    private static async Task<(JobContent? Content, Problem? Problem)> ApplyAsync(string patch, string mediaType = "application/json")
    {
        var context = new DefaultHttpContext { RequestServices = MarketplaceApp.Services };
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(patch));
        context.Request.ContentType = mediaType;
        var body = await PatchBody<JobContent>.BindAsync(context, null!);
        return await body!.ApplyAsync(Current, TestContext.Current.CancellationToken);
    }
}
