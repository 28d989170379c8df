namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>Runs the same thing many times at the same moment.</summary>
public static class Race
{
    /// <summary>Starts all runners, lets them go together and waits for all of them.</summary>
    public static async Task<T[]> RunAsync<T>(int count, Func<int, Task<T>> run)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runners = Enumerable.Range(0, count).Select(async i =>
        {
            await gate.Task;
            return await run(i);
        }).ToList();
        gate.SetResult();
        return await Task.WhenAll(runners);
    }

    /// <summary>How often each answer came: status and, for problems, the kind.</summary>
    public static IReadOnlyDictionary<string, int> Tally(IEnumerable<Answer> answers) => answers
        .GroupBy(answer => answer.Slug is { } slug ? $"{answer.Status} {slug}" : $"{answer.Status}", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Exactly these answers came, so often each.</summary>
    public static void Came(IEnumerable<Answer> answers, params (string Answer, int Times)[] expected) => Assert.Equal(
        expected.OrderBy(pair => pair.Answer, StringComparer.Ordinal).Select(pair => $"{pair.Times} × {pair.Answer}"),
        Tally(answers).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} × {pair.Key}"));
}
