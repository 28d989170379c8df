using Spectre.Console;

namespace FairTradeWorker.Ops.Walk;

/// <summary>
/// Standard output as people and build logs want it: colours in a terminal, plain unwrapped lines when NO_COLOR or CI
/// is set or the output goes to a file or another program.
/// </summary>
internal static class Terminal
{
    // Wrapping belongs to a screen: a log line stays one line however long it is.
    private const int Unwrapped = 100_000;

    public static IAnsiConsole Create()
    {
        var plain = Console.IsOutputRedirected || IsSet("NO_COLOR") || IsSet("CI");
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
            // The default enrichers switch colours on again for the build servers they know.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (plain)
        {
            console.Profile.Width = Unwrapped;
        }

        return console;
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
