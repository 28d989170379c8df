namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>Files of the repository that these tests were built from.</summary>
internal static class Files
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "FairTradeWorker.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("FairTradeWorker.sln is nowhere above the tests."));
}
