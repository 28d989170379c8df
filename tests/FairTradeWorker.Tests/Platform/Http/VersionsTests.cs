using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Tests.Platform.Http;

public sealed class VersionsTests
{
    [Theory]
    [InlineData("\"v7\"")]
    [InlineData("*")]
    [InlineData("\"v6\", \"v7\"")]
    [InlineData("W/\"v7\", \"v7\"")]
    public void If_Match_lets_the_named_version_be_changed(string ifMatch) => Assert.Null(JudgeIfMatch(ifMatch));

    [Theory]
    [InlineData("\"v6\"")]
    [InlineData("\"v77\"")]
    [InlineData("\"V7\"")]
    [InlineData("\"7\"")]
    [InlineData("W/\"v7\"")]
    [InlineData("v7")]
    [InlineData("\"v7")]
    [InlineData("\"*\"")]
    [InlineData("")]
    public void If_Match_refuses_every_other_tag_and_weak_ones(string ifMatch)
    {
        var problem = JudgeIfMatch(ifMatch);

        Assert.Equal(CommonProblems.PreconditionFailed, problem?.Type);
        Assert.Equal("The current version is \"v7\".", problem?.Detail);
    }

    [Fact]
    public void Without_If_Match_a_change_is_refused() =>
        Assert.Equal(CommonProblems.PreconditionRequired, new DefaultHttpContext().JudgeIfMatch(7)?.Type);

    [Fact]
    public void Several_If_Match_headers_count_as_one_list()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.IfMatch = new(["\"v6\"", "\"v7\""]);

        Assert.Null(context.JudgeIfMatch(7));
    }

    [Theory]
    [InlineData("\"v7\"", true)]
    [InlineData("W/\"v7\"", true)]
    [InlineData("*", true)]
    [InlineData("\"v5\", \"v7\"", true)]
    [InlineData("\"v8\"", false)]
    [InlineData("v7", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void If_None_Match_knows_the_version_weakly(string? ifNoneMatch, bool notModified)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.IfNoneMatch = ifNoneMatch;

        Assert.Equal(notModified, context.IsNotModified(7));
    }

    [Fact]
    public void An_answer_has_a_strong_tag_and_says_that_readers_see_different_things()
    {
        var context = new DefaultHttpContext();
        context.SetETag(7);

        Assert.Equal("\"v7\"", context.Response.Headers.ETag);
        Assert.Equal("Authorization", context.Response.Headers.Vary);
    }

    private static Problem? JudgeIfMatch(string value)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.IfMatch = value;
        return context.JudgeIfMatch(7);
    }
}
