using System.Collections.Concurrent;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.StateMachines;

/// <summary>Every cell of docs/STATE_MACHINES.md, over HTTP, on both instances; and that the page has no gap.</summary>
public sealed class StateMachineTests(Platform platform) : ApiTest(platform)
{
    // What a refusal calls the commands.
    private static readonly Dictionary<string, string> NamesInRefusals = new()
    {
        ["publishJob"] = "publish",
        ["editJob"] = "edit",
        ["cancelJob"] = "cancel",
        ["acceptBid"] = "award",
        ["startJob"] = "start",
        ["submitWork"] = "submit_work",
        ["approveWork"] = "approve",
        ["requestChanges"] = "request_changes",
    };

    [Theory]
    [InlineData("Jobs", 500)]
    [InlineData("Bids", 200)]
    [InlineData("Agreements", 35)]
    [InlineData("Conversations", 200)]
    public async Task Every_cell_of_the_page_is_so(string section, int atLeast)
    {
        var cells = StateTable.Cells.Where(cell => cell.Section == section).ToList();
        Assert.InRange(cells.Count, atLeast, 10_000);
        var operations = (await Api.Contract.OperationsAsync()).ToDictionary(operation => operation.Id);
        var cast = await Cast.AssembleAsync(Api);
        var wrong = new ConcurrentQueue<string>();

        await Parallel.ForEachAsync(cells.GroupBy(cell => cell.State), new ParallelOptions { MaxDegreeOfParallelism = 5, CancellationToken = Token },
            async (column, _) =>
            {
                var scene = await Scene.SetAsync(Api, cast, section, column.Key);
                var allowed = AllowedIn(section, cells.Where(cell => cell.State == column.Key));
                foreach (var cell in column.OrderBy(Changes))
                {
                    var problem = Changes(cell)
                        ? await WhatIsWrongWithTheEffectAsync(scene, cell, operations[cell.Command])
                        : await WhatIsWrongWithTheRefusalAsync(scene, cell, operations[cell.Command], allowed);
                    if (problem is not null)
                    {
                        wrong.Enqueue($"{cell}: {problem}");
                    }
                }
            });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {cells.Count} cells:\n{string.Join("\n", wrong.Order())}");

        bool Changes(StateCell cell) => cell.Succeeds && operations[cell.Command].Method != "GET";
    }

    [Fact]
    public async Task Who_may_do_what_in_no_state_is_so_too()
    {
        var cells = StateTable.Cells.Where(cell => cell.Section == "Whatever the state").ToList();
        Assert.InRange(cells.Count, 20, 100);
        var operations = (await Api.Contract.OperationsAsync()).ToDictionary(operation => operation.Id);
        var cast = await Cast.AssembleAsync(Api);
        foreach (var cell in cells)
        {
            var operation = operations[cell.Command];
            var call = new Call(operation.Method, operation.Path) { By = cast[cell.Role] };
            Assert.Equal($"{cell}: {cell.Answer}", $"{cell}: {Say(await Api.SendAsync(call.WithJson(operation.BodyExample)))}");
        }
    }

    [Fact]
    public async Task The_page_has_every_command_for_every_role_and_every_state_that_there_is()
    {
        foreach (var command in StateTable.Cells.Where(cell => cell.Section != "Whatever the state").GroupBy(cell => (cell.Section, cell.Command)))
        {
            foreach (var column in command.GroupBy(cell => cell.State))
            {
                Assert.Equal((command.Key, column.Key, string.Join(", ", Cast.Roles.Order())), (command.Key, column.Key, string.Join(", ", column.Select(cell => cell.Role).Order())));
            }
        }

        var operations = await Api.Contract.OperationsAsync();
        var named = StateTable.Cells.Select(cell => cell.Command).ToHashSet();
        string[] things = ["/v1/jobs", "/v1/bids", "/v1/agreements", "/v1/conversations", "/v1/me/jobs", "/v1/me/bids"];
        Assert.Equal([], operations.Where(operation => things.Any(thing => operation.Path.StartsWith(thing, StringComparison.Ordinal)))
            .Select(operation => operation.Id).Except(named));
        foreach (var (section, schema) in ((string, string)[])[("Jobs", "JobStatus"), ("Bids", "BidStatus")])
        {
            var states = StateTable.Cells.Where(cell => cell.Section == section).Select(cell => cell.State.Split(' ')[0]);
            Assert.Equal([], StatusesOf(operations, schema).Except(states));
        }
    }

    private async Task<string?> WhatIsWrongWithTheRefusalAsync(Scene scene, StateCell cell, Operation operation, IEnumerable<string> allowed)
    {
        var before = await scene.SnapshotAsync();
        var answer = await Api.SendAsync(await CallAsync(scene, cell, operation));
        if (Say(answer) != cell.Answer)
        {
            return $"{cell.Answer} was expected, but {answer}";
        }

        if (answer.Slug == "invalid-transition" && !answer["allowed"].EnumerateArray().Select(name => name.GetString()).Order().SequenceEqual(allowed.Order()))
        {
            return $"[{string.Join(", ", allowed)}] should be allowed, but {answer}";
        }

        var after = await scene.SnapshotAsync();
        return after == before ? null : $"it answers {cell.Answer}, but changes\n{before}\nto\n{after}";
    }

    private async Task<string?> WhatIsWrongWithTheEffectAsync(Scene shared, StateCell cell, Operation operation)
    {
        var scene = shared;
        if (operation.Id == "startConversation")
        {
            await shared.ForgetConversationsAsync();
            var opened = await Api.SendAsync(await CallAsync(scene, cell, operation));
            return Say(opened) != cell.Answer || opened.Version != 1 ? $"{cell.Answer} was expected, but {opened}" : null;
        }

        if (cell.Section == "Conversations")
        {
            // A message of the other one, so that there is something to answer to and to read.
            await shared.SayAsync(cell.Role == "owner" ? shared.Cast.Contractor : shared.Cast.Owner);
        }
        else
        {
            scene = await Scene.SetAsync(Api, shared.Cast, cell.Section, cell.State);
        }

        var before = await scene.StateAsync();
        var told = cell.Next is null ? 0 : await scene.TimesToldAsync(cell.Next);
        var answer = await Api.SendAsync(await CallAsync(scene, cell, operation));
        if (Say(answer) != cell.Answer)
        {
            return $"{cell.Answer} was expected, but {answer}";
        }

        var after = await scene.StateAsync();
        if (after != (before.Version + 1, cell.Next ?? before.Status))
        {
            return $"version {before.Version + 1} and {cell.Next ?? before.Status} were expected, but it is {after}";
        }

        await scene.QuietAsync();
        return cell.Next is null || await scene.TimesToldAsync(cell.Next) == told + 1 ? null : $"nobody was told of {cell.Next}, or twice";
    }

    private async Task<Call> CallAsync(Scene scene, StateCell cell, Operation operation)
    {
        var id = operation.Path.Split('/')[2] switch { "jobs" => scene.JobId, "bids" => scene.BidId, "agreements" => scene.AgreementId, _ => scene.ConversationId };
        var call = new Call(operation.Method, operation.At(id)) { By = scene.Cast[cell.Role] };
        return operation.Id switch
        {
            "editJob" => call.WithJson(new { title = $"Replace the faucet of {Guid.NewGuid()}" }).With("If-Match", "*"),
            "editBid" => call.WithJson(new { amountCents = 20_000 + Random.Shared.Next(1_000) }).With("If-Match", "*"),
            "placeBid" => call.WithJson(Market.Bid()),
            "acceptBid" => call.WithKey(),
            "startConversation" => call.WithJson(cell.Role is "contractor" or "bidder" or "other contractor"
                ? new { jobId = scene.JobId }
                : new { jobId = scene.JobId, contractorId = scene.Cast.Contractor.Id }),
            "sendMessage" => call.WithJson(new { body = "Yes, at nine.", clientMessageId = Guid.NewGuid() }),
            "markRead" => call.WithJson(new { sequence = await Rows.ScalarAsync<int>("select last_sequence from conversations where id = $1", Guid.Parse(id)) }),
            _ => call,
        };
    }

    private static List<string> AllowedIn(string section, IEnumerable<StateCell> column)
    {
        var possible = column.Where(cell => cell.Succeeds).Select(cell => cell.Command).Distinct();
        return section == "Jobs"
            ? [.. possible.Where(NamesInRefusals.ContainsKey).Select(command => NamesInRefusals[command])]
            : [.. possible.Where(command => command.EndsWith("Bid", StringComparison.Ordinal) && command != "getBid").Select(command => command[..^3])];
    }

    private static IEnumerable<string> StatusesOf(IReadOnlyList<Operation> operations, string schema) =>
        operations[0].Document["components"]!["schemas"]![schema]!["enum"]!.AsArray().Select(value => value!.GetValue<string>());

    private static string Say(Answer answer) => answer.Slug is { } slug ? $"{answer.Status} {slug}" : $"{answer.Status}";
}
