using System.Diagnostics;

namespace FairTradeWorker.LocalServers.Processes;

/// <summary>A program and its arguments; never passed through a shell, so nothing is quoted.</summary>
internal sealed record Command(string Program, IReadOnlyList<string> Arguments)
{
    public Command(string program, params string[] arguments)
        : this(program, (IReadOnlyList<string>)arguments)
    {
    }

    /// <summary>The same command started by <paramref name="prefix"/>, which must exec what follows it.</summary>
    public Command Through(IReadOnlyList<string> prefix) =>
        prefix.Count == 0 ? this : new Command(prefix[0], [.. prefix.Skip(1), Program, .. Arguments]);

    public ProcessStartInfo ToStartInfo(string workingDirectory) => new(Program, Arguments)
    {
        WorkingDirectory = workingDirectory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}
