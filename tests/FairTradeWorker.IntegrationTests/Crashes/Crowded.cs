using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>Twenty people and an operator at work, until they are told to stop.</summary>
internal sealed class Crowded
{
    private const int OfEach = 10;
    private const int Letters = 60;

    private readonly Noticeboard board = new();
    private readonly Task all;

    private Crowded(History history, IReadOnlyList<Guid> letters, IReadOnlyList<Client> clients)
    {
        (History, this.Planted) = (history, letters);
        all = Task.WhenAll(clients.Select(client => Task.Run(() => LiveAsync(client))));
    }

    public History History { get; }

    /// <summary>The dead letters of the operator.</summary>
    public IReadOnlyList<Guid> Planted { get; }

    public static async Task<Crowded> StartAsync(Api api)
    {
        var people = await Task.WhenAll([
            .. Enumerable.Range(0, OfEach).Select(api.Crowd.HomeownerAsync), .. Enumerable.Range(0, OfEach).Select(api.Crowd.ContractorAsync),
            api.Crowd.OperatorAsync()]);
        var history = new History();
        return new(history, await Operator.PlantAsync(api, Letters), [.. people.Select((person, number) => new Client(api, history, person, number))]);
    }

    /// <summary>Lets so many more writes be acknowledged.</summary>
    public Task WriteAsync(int more) => UntilAsync(() => History.Acknowledged, History.Acknowledged + more, "acknowledged writes");

    /// <summary>Lets so many more attempts end without a clear answer.</summary>
    public Task FailAsync(int more) => UntilAsync(() => History.Unknown, History.Unknown + more, "attempts without an answer");

    /// <summary>Everybody finishes what he has begun.</summary>
    public Task EndAsync()
    {
        board.Close();
        return all;
    }

    private Task LiveAsync(Client client)
    {
        // The same people do the same things in each run, as far as the others let them.
        var random = new Random(client.Number);
        return client.Person.Role switch
        {
            "homeowner" when client.Number < OfEach => new Homeowner(client, board, random).LiveAsync(),
            "contractor" => new Contractor(client, board, random).LiveAsync(),
            _ => new Operator(client, board, Planted).LiveAsync(),
        };
    }

    private async Task UntilAsync(Func<int> count, int wanted, string what)
    {
        for (var begun = History.Now; count() < wanted; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            if (all.IsCompleted)
            {
                await all;
            }

            Assert.True(History.Now - begun < TimeSpan.FromSeconds(60), $"There are {count()} {what} after a minute, not {wanted}.");
        }
    }
}
