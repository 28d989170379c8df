using System.CommandLine;
using FairTradeWorker.Ops.Walk;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering;
using FairTradeWorker.Scaling.Rendering.Monitoring;
using Spectre.Console;

namespace FairTradeWorker.Ops.Render;

/// <summary>
/// <c>render</c>: writes what is made from the scaling plan. Exit code 0 when all files are the plan's, 1 when
/// <c>--check</c> finds one that is not, 2 when there is no plan or it cannot be obeyed.
/// </summary>
internal static class RenderCommand
{
    private const int AllThePlans = 0;
    private const int Differ = 1;
    private const int NoPlan = 2;

    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; fail when a file is not the plan's, and say which." };
        var root = new Option<string>("--root")
        {
            Description = "The repository. Without it, the one that the working directory is in.",
            DefaultValueFactory = _ => Directory.GetCurrentDirectory(),
        };
        var trial = new Option<string?>("--test-durations")
        {
            Description = "Write into this folder, and nowhere else, what Prometheus and Alertmanager read with seconds instead of minutes, to try alerts. Never for operation.",
        };
        var command = new Command("render", $"Write configuration, manifests and tables from {ScalingPlan.FileName}.") { check, root, trial };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(root), parsed.GetValue(check), parsed.GetValue(trial)));
        return command;
    }

    private static int Run(string start, bool checkOnly, string? trialFolder)
    {
        var console = Terminal.Create();
        try
        {
            var root = Root(Path.GetFullPath(start));
            // The file, not the copy that this build carries: it may be older.
            var plan = ScalingPlan.Parse(File.ReadAllText(Path.Combine(root, ScalingPlan.FileName)), ScalingPlan.FileName);
            if (trialFolder is not null)
            {
                WriteTrial(console, plan, Path.GetFullPath(trialFolder));
                return AllThePlans;
            }

            var files = RenderedFiles.Of(plan);
            var differing = files.Select(file => Compare(root, file)).Where(file => file.Current != file.Wanted).ToList();
            if (!checkOnly)
            {
                Write(console, root, differing);
            }

            return Tell(console, checkOnly ? differing : [], Strangers(root, files));
        }
        catch (ScalingPlanException refused)
        {
            console.MarkupLineInterpolated($"[red]{refused.Message}[/]");
            return NoPlan;
        }
    }

    private static void WriteTrial(IAnsiConsole console, ScalingPlan plan, string folder)
    {
        Directory.CreateDirectory(folder);
        var files = MonitoringFiles.Of(
            plan, AlertTimes.ForTests(plan), new(folder, Path.Combine(folder, "targets"), "127.0.0.1:9093"), new(Webhook: null, WebhookFile: null));
        foreach (var (name, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
            console.MarkupLineInterpolated($"wrote {Path.Combine(folder, name)}");
        }
    }

    private static Difference Compare(string root, RenderedFile file)
    {
        var path = Path.Combine(root, file.Path);
        var current = File.Exists(path) ? File.ReadAllText(path) : "";
        return new(file.Path, current, file.TextFrom(current));
    }

    private static void Write(IAnsiConsole console, string root, List<Difference> differing)
    {
        foreach (var (path, _, wanted) in differing)
        {
            var full = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? root);
            File.WriteAllText(full, wanted);
            console.MarkupLineInterpolated($"wrote {path}");
        }
    }

    private static int Tell(IAnsiConsole console, List<Difference> differing, List<string> strangers)
    {
        foreach (var (path, _, _) in differing)
        {
            console.MarkupLineInterpolated($"[red]{path} is not the plan's; run: dotnet run --project src/FairTradeWorker.Ops -- render[/]");
        }

        foreach (var path in strangers)
        {
            console.MarkupLineInterpolated($"[red]{path} is not rendered, but all of its folder is; remove it[/]");
        }

        if (differing.Count + strangers.Count > 0)
        {
            return Differ;
        }

        console.WriteLine("All rendered files are those of the plan.");
        return AllThePlans;
    }

    private static List<string> Strangers(string root, IReadOnlyList<RenderedFile> files)
    {
        var folder = Path.Combine(root, RenderedFiles.KubernetesFolder);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Select(file => Path.GetRelativePath(root, file)).Except(files.Select(file => file.Path))]
            : [];
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, ScalingPlan.FileName))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new ScalingPlanException($"{ScalingPlan.FileName} is nowhere above the working directory."));

    private sealed record Difference(string Path, string Current, string Wanted);
}
