using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>
/// A person's program: one request at a time, to the replicas in turn. Whatever has no clear answer is sent again, the
/// writes under the same Idempotency-Key, until there is one.
/// </summary>
internal sealed class Client(Api api, History history, Person person, int number)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private int count;

    public Person Person => person;

    public int Number => number;

    /// <summary>New for each thing that this client makes.</summary>
    public string NewMark() => $"{history.Run} {number}-{++count}";

    /// <summary>A command on something: <c>/v1/jobs/{about}/start</c>.</summary>
    public Task<Answer?> CommandAsync(string things, string about, string kind) =>
        WriteAsync($"/v1/{things}/{about}/{kind}", kind, about, new { });

    /// <summary>Null when no answer came in time.</summary>
    public async Task<Answer?> WriteAsync(string path, string kind, string about, object body)
    {
        var call = Call.Post(path, person, body).WithKey();
        var (answer, attempts) = await SendAsync(call);
        if (answer is not null)
        {
            history.Add(new Write(number, kind, about, call, answer, attempts));
            See(answer);
        }

        return answer;
    }

    public async Task<Answer?> ReadAsync(string path)
    {
        var (answer, _) = await SendAsync(Call.Get(path, person));
        if (answer is not null)
        {
            See(answer);
        }

        return answer;
    }

    private async Task<(Answer? Answer, int Attempts)> SendAsync(Call call)
    {
        var first = history.Now;
        for (var attempt = 1; ; attempt++)
        {
            var begun = history.Now;
            var (answer, detail) = await TryAsync(call with { MayFail = true });
            // "Not now" is no answer either.
            var outcome = answer is null || answer.Status is 429 or >= 500 || answer.Slug == "idempotency-key-in-flight" ? Outcome.Unknown
                : answer.Status < 400 ? Outcome.Ok : Outcome.Refused;
            history.Add(new Attempt(number, call.ToString(), begun, history.Now, outcome, detail));
            if (outcome != Outcome.Unknown)
            {
                return (answer, attempt);
            }

            if (history.Now - first > Patience)
            {
                history.GiveUp(call.ToString());
                return (null, attempt);
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    private async Task<(Answer? Answer, string Detail)> TryAsync(Call call)
    {
        try
        {
            var answer = await api.SendAsync(call);
            return (answer, answer.Slug is { } slug ? $"{answer.Status} {slug}" : $"{answer.Status}");
        }
        catch (HttpRequestException lost)
        {
            return (null, lost.InnerException?.Message ?? lost.Message);
        }
    }

    private void See(Answer answer)
    {
        if (answer.Status is 200 or 201 && answer.Has("version") && answer.Has("status"))
        {
            history.Add(new Sight(number, answer.Id, answer.Version, answer.TextOf("status")!));
        }
    }
}
