using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Tests.Platform.Http;

public sealed class IdempotencyKeyTests
{
    private const string Good = "0123456789abcdef";

    [Theory]
    [InlineData(Good)]
    [InlineData("~ printable ASCII !")]
    public void A_key_of_16_to_255_printable_characters_is_taken(string key)
    {
        var context = Request(required: true, key);

        Assert.Null(IdempotencyKey.Judge(context));
        Assert.Equal(key, IdempotencyKey.Of(context));
    }

    [Theory]
    [InlineData("0123456789abcde")]
    [InlineData("")]
    [InlineData("0123456789abcdé!")]
    [InlineData("0123456789\tabcdef")]
    public void Any_other_key_is_refused(string key) =>
        Assert.Equal([IdempotencyKey.Header], IdempotencyKey.Judge(Request(required: false, key))?.Errors?.Keys);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void The_longest_key_has_255_characters(int length, bool isTaken) =>
        Assert.Equal(isTaken, IdempotencyKey.Judge(Request(required: false, new string('k', length))) is null);

    [Fact]
    public void Two_keys_are_refused() => Assert.NotNull(IdempotencyKey.Judge(Request(required: false, Good, Good)));

    [Fact]
    public void Without_a_key_only_those_who_demand_one_refuse()
    {
        Assert.Equal(CommonProblems.IdempotencyKeyRequired, IdempotencyKey.Judge(Request(required: true))?.Type);
        Assert.Null(IdempotencyKey.Judge(Request(required: false)));
    }

    [Fact]
    public void Where_keys_mean_nothing_a_bad_one_does_not_matter()
    {
        var context = Request(required: true, "short");
        context.SetEndpoint(new Endpoint(null, EndpointMetadataCollection.Empty, null));

        Assert.Null(IdempotencyKey.Judge(context));
    }

    private static DefaultHttpContext Request(bool required, params string[] keys)
    {
        var context = new DefaultHttpContext();
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new HonoursIdempotencyKey(required)), null));
        if (keys.Length > 0)
        {
            context.Request.Headers[IdempotencyKey.Header] = keys;
        }

        return context;
    }
}
