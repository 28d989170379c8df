namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>Lines for a table of a document, written to the file that FTW_SCALE_REPORT names.</summary>
internal static class ScaleReport
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public static async Task AddAsync(string line)
    {
        if (Environment.GetEnvironmentVariable("FTW_SCALE_REPORT") is not { Length: > 0 } file)
        {
            return;
        }

        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await File.AppendAllTextAsync(file, $"{line}\n", TestContext.Current.CancellationToken);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
