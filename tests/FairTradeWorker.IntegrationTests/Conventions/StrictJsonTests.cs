using System.Collections.Concurrent;
using System.Text;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

/// <summary>Bad bodies, made of the example that the API description gives, sent to every operation that takes one.</summary>
public sealed class StrictJsonTests(Platform platform) : ApiTest(platform)
{
    private const int MaxBytes = 256 * 1024;

    [Fact]
    public async Task Every_bad_body_is_refused_by_every_operation_that_takes_one()
    {
        var stage = await Stage.SetAsync(Api);
        var failures = new ConcurrentQueue<string>();
        var sent = 0;
        await Parallel.ForEachAsync(await WithBodyAsync(), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Token }, async (operation, _) =>
        {
            foreach (var (name, body) in BadBodies.Of(operation))
            {
                Interlocked.Increment(ref sent);
                var answer = await Api.SendAsync(stage.CallOf(operation) with { Body = body, MayFail = true });

                // Nothing at all is a wrong password like any other.
                if (answer.Slug != "validation-error" && !(answer.Slug == "invalid-credentials" && name.EndsWith(" empty", StringComparison.Ordinal)))
                {
                    failures.Enqueue($"{operation}, {name}: {answer}");
                }
            }
        });

        Assert.True(sent > 1_000, $"only {sent} bodies were sent");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {sent}:\n{string.Join("\n", failures)}");
    }

    [Fact]
    public async Task Every_wrong_media_type_is_refused_by_every_operation_that_takes_a_body()
    {
        var stage = await Stage.SetAsync(Api);
        string?[] types =
            ["text/plain", null, "application/json; charset=utf-16", "application/json; charset=nonsense", "application/xml", "multipart/form-data", "nonsense", "application/x-www-form-urlencoded", "application/problem+json"];
        foreach (var operation in await WithBodyAsync())
        {
            foreach (var type in types)
            {
                var answer = await Api.SendAsync(stage.CallOf(operation).WithJson(operation.BodyExample) with { ContentType = type });
                answer.IsProblem(415, "unsupported-media-type");
            }
        }
    }

    [Fact]
    public async Task A_body_of_257_KB_is_refused_by_every_operation_that_takes_one()
    {
        var stage = await Stage.SetAsync(Api);
        foreach (var operation in await WithBodyAsync())
        {
            foreach (var length in (int[])[MaxBytes + 1, 257 * 1024, 4 * 1024 * 1024])
            {
                var answer = await Api.SendAsync(stage.CallOf(operation) with { Body = Padded(operation, length) });
                answer.IsProblem(413, "body-too-large");
            }
        }
    }

    [Fact]
    public async Task A_chunked_body_beyond_256_KB_is_refused_too()
    {
        using var raw = await RawHttp.ConnectAsync(Api.Instance(0), Token);
        var chunk = new string(' ', 64 * 1024);
        var body = string.Concat(Enumerable.Repeat($"{chunk.Length:x}\r\n{chunk}\r\n", 5));
        Assert.Equal(413, await raw.SendAsync(
            $"POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{body}0\r\n\r\n", Token));
    }

    [Fact]
    public async Task Every_example_of_the_API_description_passes_the_judgement_of_its_body()
    {
        var stage = await Stage.SetAsync(Api);

        // Those that move a thing come last and find it as they need it.
        foreach (var operation in (await WithBodyAsync()).OrderBy(operation => operation.Path.Count(c => c == '/')))
        {
            var call = stage.CallOf(operation).WithJson(operation.BodyExample);
            foreach (var type in (string[])["application/json", "application/json; charset=utf-8", "application/json;charset=\"UTF-8\""])
            {
                var answer = await Api.SendAsync(call with { ContentType = type });
                Assert.True(answer.Status is not (400 or 413 or 415), answer.ToString());
            }

            var padded = await Api.SendAsync(call with { Body = Padded(operation, MaxBytes) });
            Assert.True(padded.Status is not (400 or 413 or 415), padded.ToString());
        }
    }

    [Fact]
    public async Task A_merge_patch_may_say_that_it_is_one()
    {
        var stage = await Stage.SetAsync(Api);
        foreach (var operation in (await WithBodyAsync()).Where(operation => operation.IsMergePatch))
        {
            (await Api.SendAsync(stage.CallOf(operation).WithJson(operation.BodyExample) with { ContentType = "application/merge-patch+json" })).Is(200);
        }
    }

    [Fact]
    public async Task Actions_take_an_empty_object_or_no_body_at_all_with_any_media_type()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        foreach (var (body, type) in ((string?, string?)[])[(null, null), ("{}", "application/json"), ("", "text/plain"), ("", null), ("{\"reason\":null}", "application/json")])
        {
            var jobId = await Api.PostJobAsync(owner);
            (await Api.SendAsync(Call.Post($"/v1/jobs/{jobId}/cancel", owner, body) with { ContentType = type })).Is(200);
        }
    }

    [Fact]
    public async Task Texts_are_measured_without_the_white_space_around_them_and_keep_every_letter()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var job = Market.Job("  Ventilación für Küche — 厨房 🔧  ");
        var posted = (await Api.PostAsync("/v1/jobs", owner, job)).Is(201);
        Assert.Equal("Ventilación für Küche — 厨房 🔧", posted.TextOf("title"));
        (await Api.PostAsync("/v1/jobs", owner, Market.Job("         x"))).IsProblem(400, "validation-error");
    }

    private async Task<IReadOnlyList<Operation>> WithBodyAsync()
    {
        var operations = (await Api.Contract.OperationsAsync()).Where(operation => operation.Node["requestBody"] is not null).ToList();
        Assert.All(operations, operation => Assert.True(operation.BodyExample is not null, $"{operation} has no example"));
        Assert.InRange(operations.Count, 20, 200);
        return operations;
    }

    private static byte[] Padded(Operation operation, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(operation.BodyExample!.ToJsonString()).CopyTo(bytes, 0);
        return bytes;
    }
}
