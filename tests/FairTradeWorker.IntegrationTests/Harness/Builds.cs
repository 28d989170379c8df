namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>Finds the programs that were built together with these tests.</summary>
internal static class Builds
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Solution(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The dll of a program, in the configuration of the running one.</summary>
    public static string Of(string project)
    {
        // …/tests/<project>/bin/<configuration>/<framework>
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        string[] folders = ["src", "benchmarks"];
        var dlls = folders.Select(folder => Path.Combine(Root, folder, project, "bin", output.Parent!.Name, output.Name, $"{project}.dll")).ToList();
        return dlls.Find(File.Exists) ?? throw new FileNotFoundException("Build the solution first.", dlls[0]);
    }

    private static string Solution(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FairTradeWorker.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("FairTradeWorker.sln is in no folder above the tests.");
    }
}
