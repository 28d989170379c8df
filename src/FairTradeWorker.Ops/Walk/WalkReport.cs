using FairTradeWorker.Ops.Client;
using Spectre.Console;

namespace FairTradeWorker.Ops.Walk;

/// <summary>Tells a person what the walk does and sees, line by line, and counts it. For one thread.</summary>
/// <param name="console">Where to write. Without ANSI support every line comes out plain.</param>
/// <param name="verbose">Whether to show headers and bodies too, secrets masked.</param>
internal sealed class WalkReport(IAnsiConsole console, bool verbose)
{
    private readonly List<string> _passed = [];

    /// <summary>What the step under way does.</summary>
    public string CurrentStep { get; private set; } = "before the first step";

    public int Steps { get; private set; }

    public int Checks { get; private set; }

    private string Tick => console.Profile.Capabilities.Ansi ? "✓" : "ok";

    /// <summary>Begins the next step.</summary>
    public void Step(string what)
    {
        FlushChecks();
        Steps++;
        CurrentStep = what;
        console.MarkupLineInterpolated($"[bold]{Steps,2}. {what}[/]");
    }

    /// <summary>Prints what was asked and answered, and checks the answer's status.</summary>
    /// <exception cref="CheckFailedException">Another status came.</exception>
    public TAnswer Saw<TAnswer>(TAnswer answer, int expectedStatus)
        where TAnswer : Answer
    {
        FlushChecks();
        var milliseconds = $"{answer.Elapsed.TotalMilliseconds:0}";
        var by = answer.Call.By is { } session ? $" as {session.User.DisplayName}" : "";
        var request = $"{answer.Call.Method} {answer.Call.Path}";
        console.MarkupLineInterpolated(
            $"    {request}[grey]{by}[/] → [blue]{answer.Status}[/] [grey]{milliseconds} ms[/]");
        if (verbose)
        {
            ShowExchange(answer);
        }

        if (answer.Status != expectedStatus)
        {
            throw new CheckFailedException(
                "status", $"{expectedStatus}", $"{answer.Status} with {SecretMask.Show(answer.Body.Span)}");
        }

        Passed($"{expectedStatus}");
        return answer;
    }

    /// <summary>Prints the interesting part of the answer.</summary>
    public void Note(string text)
    {
        FlushChecks();
        console.MarkupLineInterpolated($"    {text}");
    }

    /// <summary>Checks that two values are equal; <c>what</c> reads well after a tick.</summary>
    /// <exception cref="CheckFailedException">They differ.</exception>
    public void Expect<T>(string what, T expected, T came)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, came))
        {
            throw new CheckFailedException(what, $"{expected}", came is null ? "nothing" : $"{came}");
        }

        Passed(what);
    }

    /// <summary>Checks that something holds; the two texts are what is printed when it does not.</summary>
    /// <exception cref="CheckFailedException">It does not hold.</exception>
    public void Expect(string what, bool holds, string expected, string came)
    {
        if (!holds)
        {
            throw new CheckFailedException(what, expected, came);
        }

        Passed(what);
    }

    /// <summary>The last line of a walk that saw all it expected.</summary>
    public void Succeed(TimeSpan elapsed)
    {
        FlushChecks();
        console.WriteLine();
        console.MarkupLineInterpolated(
            $"[green]walk passed: {Steps} steps, {Checks} checks in {elapsed.TotalSeconds:0.0} s[/]");
    }

    /// <summary>The last lines of a walk that did not.</summary>
    public void Fail(string what, string expected, string came)
    {
        FlushChecks();
        console.MarkupLineInterpolated($"    [red]FAILED {what}[/]");
        console.MarkupLineInterpolated($"      expected: {expected}");
        console.MarkupLineInterpolated($"      came:     {came}");
        console.WriteLine();
        console.MarkupLineInterpolated(
            $"[red]walk failed in step {Steps} ({CurrentStep}) after {Checks} checks that passed[/]");
    }

    private void Passed(string what)
    {
        Checks++;
        _passed.Add(what);
    }

    private void FlushChecks()
    {
        if (_passed.Count > 0)
        {
            console.MarkupLineInterpolated($"    [green]{Tick}[/] [grey]{string.Join(" · ", _passed)}[/]");
            _passed.Clear();
        }
    }

    private void ShowExchange(Answer answer)
    {
        if (!answer.Call.Body.IsEmpty)
        {
            console.WriteLine(SecretMask.Show(answer.Call.Body.Span));
        }

        foreach (var (name, value) in answer.Headers())
        {
            console.MarkupLineInterpolated($"[grey]{name}: {value}[/]");
        }

        if (!answer.Body.IsEmpty)
        {
            console.WriteLine(SecretMask.Show(answer.Body.Span));
        }
    }
}
