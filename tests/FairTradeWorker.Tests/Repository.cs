namespace FairTradeWorker.Tests;

/// <summary>Where the sources are that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "FairTradeWorker.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("FairTradeWorker.sln is nowhere above the tests."));
}
