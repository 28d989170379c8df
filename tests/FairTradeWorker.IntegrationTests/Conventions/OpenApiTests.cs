using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

public sealed class OpenApiTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_a_summary_examples_and_its_problems()
    {
        var operations = await Api.Contract.OperationsAsync();
        Assert.InRange(operations.Count, 36, 300);
        Assert.Equal(operations.Count, operations.Select(operation => operation.Id).Distinct().Count());
        foreach (var operation in operations)
        {
            Assert.True(operation.Node["summary"]?.GetValue<string>() is { Length: > 0 }, $"{operation} has no summary");
            var responses = operation.Node["responses"]!.AsObject();
            Assert.Contains(responses, response => response.Key.StartsWith('2'));
            foreach (var (status, response) in responses)
            {
                var content = response!["content"]?.AsObject();
                if (status.StartsWith('2') && status != "204" && !operation.IsStream)
                {
                    Assert.True(content?["application/json"]?["example"] is not null, $"{operation} {status} has no example");
                }

                if (status[0] is '4' or '5')
                {
                    var example = content?["application/problem+json"]?["example"];
                    Assert.True(example?["status"]?.ToString() == status, $"{operation} {status} has no problem of this status");
                    (await Api.GetAsync(example!["type"]!.GetValue<string>())).Is(200);
                }
            }

            if (!operation.IsPublic)
            {
                Assert.True(responses.ContainsKey("401"), $"{operation} does not say 401");
            }

            if (operation.Node["requestBody"] is not null)
            {
                Assert.True(responses.ContainsKey("400") && responses.ContainsKey("413") && responses.ContainsKey("415"), $"{operation} does not say 400, 413 and 415");
            }
        }
    }

    [Fact]
    public async Task Every_operation_says_that_it_is_limited_and_by_which_headers_one_sees_it()
    {
        foreach (var operation in await Api.Contract.OperationsAsync())
        {
            foreach (var (status, response) in operation.Node["responses"]!.AsObject().Where(response => response.Key[0] == '2'))
            {
                Assert.True(response!["headers"]?["RateLimit"] is not null && response["headers"]!["RateLimit-Policy"] is not null, $"{operation} {status} has no RateLimit");
            }

            var refused = operation.Node["responses"]!["429"];
            Assert.True(refused?["headers"]?.AsObject().Select(header => header.Key).Order().SequenceEqual(["RateLimit", "RateLimit-Policy", "Retry-After"]), $"{operation} does not document 429");
            Assert.Contains("/problems/rate-limited", refused!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_reference_of_the_description_leads_somewhere()
    {
        var document = await Api.Contract.DocumentAsync();
        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var reference in References(document))
        {
            JsonNode? target = document;
            foreach (var part in reference.Split('/').Skip(1))
            {
                target = target?[part];
            }

            Assert.True(target is not null, $"{reference} leads nowhere");
        }
    }

    [Fact]
    public async Task Answers_have_the_members_that_their_examples_show()
    {
        var stage = await Stage.SetAsync(Api);
        foreach (var operation in await Api.Contract.ReadsAsync())
        {
            var example = operation.Node["responses"]!["200"]!["content"]!["application/json"]!["example"]!.AsObject();
            var answer = JsonNode.Parse((await Api.SendAsync(stage.CallOf(operation))).Is(200).Text)!.AsObject();
            Assert.Equal(Names(example), Names(answer));
            if (answer["items"] is JsonArray and [JsonObject first, ..])
            {
                var shown = example["items"]![0]!.AsObject();
                Assert.Empty(Names(shown).Except(Names(first)));
            }
        }
    }

    [Fact]
    public async Task The_reference_page_and_the_problem_pages_are_there()
    {
        var docs = (await Api.SendAsync(Call.Get("/docs/"))).Is(200);
        Assert.StartsWith("text/html", docs.Header("Content-Type"), StringComparison.Ordinal);
        var index = (await Api.GetAsync("/problems")).Is(200).Text;
        var slugs = System.Text.RegularExpressions.Regex.Matches(index, "/problems/([a-z-]+)").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.InRange(slugs.Count, 25, 200);
        foreach (var slug in slugs)
        {
            (await Api.GetAsync($"/problems/{slug}")).Is(200);
        }

        (await Api.GetAsync("/problems/no-such-problem")).IsProblem(404, "not-found");
    }

    private static IEnumerable<string> Names(JsonObject node) => node.Select(member => member.Key).Where(name => name != "address").Order();

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" ? (IEnumerable<string>)[member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
