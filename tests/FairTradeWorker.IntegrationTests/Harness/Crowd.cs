using System.Collections.Concurrent;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>
/// Accounts that tests share, registered when first asked for: a registration costs 0.1 s of processor time on
/// purpose. A test that lists a person's things registers one of its own.
/// </summary>
public sealed class Crowd(Api api)
{
    private readonly ConcurrentDictionary<(string Role, int Number), Lazy<Task<Person>>> people = new();

    public Task<Person> HomeownerAsync(int number = 0) => AskAsync("homeowner", number);

    public Task<Person> ContractorAsync(int number = 0) => AskAsync("contractor", number);

    public Task<Person> OperatorAsync() => AskAsync("operator", 0);

    public Task<Person[]> ContractorsAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(ContractorAsync));

    private Task<Person> AskAsync(string role, int number) =>
        people.GetOrAdd((role, number), _ => new(() => role == "operator" ? api.MakeOperatorAsync() : api.RegisterAsync(role))).Value;
}
