using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>
/// Names this process in a folder that Prometheus watches, for as long as it runs. Whoever is killed stays named, so
/// that he is missed; the next process of the same kind takes the dead off the list.
/// </summary>
internal sealed class ScrapeTarget(string folder, ManagementPort port, IHostEnvironment environment) : IHostedService
{
    private readonly string job = environment.ApplicationName.Split('.')[^1].ToLowerInvariant();

    private string File => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{job}-{Environment.ProcessId}.json"));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var dead in Directory.EnumerateFiles(folder, $"{job}-*.json").Where(IsOfTheDead))
        {
            System.IO.File.Delete(dead);
        }

        // Whole or not at all: Prometheus looks whenever it likes.
        var unfinished = $"{File}.new";
        await System.IO.File.WriteAllTextAsync(
            unfinished, string.Create(CultureInfo.InvariantCulture, $$$"""[{"targets":["{{{port.Host}}}:{{{port.Number}}}"],"labels":{"job":"{{{job}}}"}}]"""), cancellationToken);
        System.IO.File.Move(unfinished, File, overwrite: true);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        System.IO.File.Delete(File);
        return Task.CompletedTask;
    }

    private static bool IsOfTheDead(string file)
    {
        if (!int.TryParse(Path.GetFileNameWithoutExtension(file).Split('-')[^1], CultureInfo.InvariantCulture, out var pid))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
