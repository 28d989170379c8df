using System.Buffers.Text;
using System.Text.Json;
using FairTradeWorker.Ops.Client;
using FairTradeWorker.Ops.Load.Http;

namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>What people of each kind do from their coming to their leaving; the same as in day1-launch.js.</summary>
internal static class Visits
{
    private static readonly string[] Words = ["faucet", "fence", "kitchen", "roof", "paint", "heater"];
    private static readonly string[] Territories = ["48453", "06037", "36061", "17031", "53033"];

    public static Task OfAsync(Visitor me) => me.Role switch
    {
        Role.Homeowner => HomeownerAsync(me),
        Role.Contractor => ContractorAsync(me),
        _ => OperatorAsync(me),
    };

    private static async Task HomeownerAsync(Visitor me)
    {
        await me.GetAsync(Routes.LiveStats);
        await me.GetAsync(Routes.ListJobs);
        if (await me.GetAsync(Routes.ListContractors, Listed.Any, query: $"?territoryId={Pick(me, Territories)}") is { } contractor)
        {
            await me.GetAsync(Routes.GetContractor, contractor);
        }

        if (me.Random.NextDouble() < me.Mix.PostsJob)
        {
            var job = new JobText(
                $"Repair of the {Pick(me, Words)}",
                "It is broken since yesterday, and we would like it to work again soon.",
                Pick(me, Territories),
                ["plumbing"]);
            await me.WriteAsync(
                Routes.PostJob,
                JsonSerializer.SerializeToUtf8Bytes(job, LoadJson.Default.JobText),
                (body, _) => new WrittenJob(IdOf(body), me));
        }

        if (await me.GetAsync(Routes.ListMyJobs, Listed.Any) is { } mine)
        {
            await me.GetAsync(Routes.GetJob, mine);
            await me.GetAsync(Routes.ListJobBids, mine);
        }

        await TalkAsync(me);
    }

    private static async Task ContractorAsync(Visitor me)
    {
        await me.GetAsync(Routes.ListJobs, query: $"?q={Pick(me, Words)}");
        var territory = $"?territoryId={Pick(me, Territories)}";
        var found = await me.GetAsync(
            Routes.ListJobs, static (body, random) => new Page(Listed.Any(body, random), Listed.Cursor(body)), query: territory);
        if (found is { Next: { } next })
        {
            await me.GetAsync(Routes.ListJobs, query: $"{territory}&cursor={next}");
        }

        var newest = await me.GetAsync(Routes.ListJobs, Listed.Any);
        if ((me.Random.Next(2) == 0 ? found?.Item ?? newest : newest ?? found?.Item) is { } job)
        {
            await me.GetAsync(Routes.GetJob, job);
            if (me.Random.NextDouble() < me.Mix.PlacesBid)
            {
                var bid = new BidText(5000 + me.Random.Next(100_000), "I can come on Monday morning and do it.");
                await me.WriteAsync(
                    Routes.PlaceBid,
                    JsonSerializer.SerializeToUtf8Bytes(bid, LoadJson.Default.BidText),
                    (body, _) => new WrittenBid(IdOf(body), me),
                    job);
            }
        }

        await me.GetAsync(Routes.ListMyBids);
        await TalkAsync(me);
    }

    private static async Task OperatorAsync(Visitor me)
    {
        await me.GetAsync(Routes.LiveStats);
        await me.GetAsync(Routes.PlatformAnalytics);
        await me.GetAsync(Routes.TerritoryMetrics, Pick(me, Territories));
        await me.GetAsync(Routes.ListOutbox);
        await me.GetAsync(Routes.ListAudit);
    }

    private static async Task TalkAsync(Visitor me)
    {
        if (await me.GetAsync(Routes.ListConversations, Listed.Any) is not { } conversation)
        {
            return;
        }

        await me.GetAsync(Routes.ListMessages, conversation);
        if (me.Random.NextDouble() < me.Mix.SendsMessage)
        {
            var message = new SendMessageRequest("When would it suit you?", me.NewId());
            await me.WriteAsync(
                Routes.SendMessage,
                JsonSerializer.SerializeToUtf8Bytes(message, WireJson.Default.SendMessageRequest),
                (body, _) => new WrittenMessage(IdOf(body), me, Guid.Parse(conversation), SequenceOf(body)),
                conversation);
        }
    }

    private static Guid IdOf(ReadOnlySpan<byte> body) => Listed.First(body) is { } id && Guid.TryParse(id, out var known)
        ? known
        : throw new BadAnswerException("What was written has no id.");

    private static long SequenceOf(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf("\"sequence\":"u8);
        return at >= 0 && Utf8Parser.TryParse(body[(at + "\"sequence\":"u8.Length)..], out long sequence, out _)
            ? sequence
            : throw new BadAnswerException("The message has no number.");
    }

    private static string Pick(Visitor me, string[] of) => of[me.Random.Next(of.Length)];

    private sealed record Page(string? Item, string? Next);
}
