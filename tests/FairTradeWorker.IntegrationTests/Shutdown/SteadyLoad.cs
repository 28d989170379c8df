using System.Collections.Concurrent;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Shutdown;

/// <summary>Clients that read and write without pause on kept connections, and send nothing a second time.</summary>
internal sealed class SteadyLoad
{
    private readonly Api api;
    private readonly ReadyReplicas replicas;
    private readonly ConcurrentQueue<string> failures = new();
    private readonly int[] farewells = new int[2];
    private readonly Task clients;
    private volatile bool hasEnded;
    private int answered;

    public SteadyLoad(Api api, ReadyReplicas replicas, IReadOnlyList<Person> homeowners)
    {
        (this.api, this.replicas) = (api, replicas);
        clients = Task.WhenAll(homeowners.Select(ClientAsync));
    }

    public int Answered => Volatile.Read(ref answered);

    /// <summary>Answers of the replica that said <c>Connection: close</c>.</summary>
    public int Farewells(int number) => Volatile.Read(ref farewells[number]);

    /// <summary>Ends the load and gives what went wrong in it.</summary>
    public async Task<IReadOnlyCollection<string>> EndAsync()
    {
        hasEnded = true;
        await clients;
        return failures;
    }

    private async Task ClientAsync(Person homeowner)
    {
        for (var path = "/v1/me/jobs"; !hasEnded;)
        {
            await SendAsync(Call.Get(path, homeowner), expected: 200);
            if (await SendAsync(Call.Post("/v1/jobs", homeowner, Market.Job()).WithKey(), expected: 201) is { } posted)
            {
                path = $"/v1/jobs/{posted.Id}";
            }
        }
    }

    private async Task<Answer?> SendAsync(Call call, int expected)
    {
        var number = replicas.Next();
        try
        {
            var answer = await api.SendAsync(call.On(number) with { MayFail = true });
            Interlocked.Increment(ref answered);
            if (answer.Header("Connection") == "close")
            {
                Interlocked.Increment(ref farewells[number]);
            }

            if (answer.Status == expected)
            {
                return answer;
            }

            failures.Enqueue(answer.ToString());
        }
        catch (HttpRequestException lost)
        {
            failures.Enqueue($"{call}: {lost.Message} {lost.InnerException?.Message}");
        }

        return null;
    }
}
