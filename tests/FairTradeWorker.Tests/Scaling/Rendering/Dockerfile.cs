using System.Text.RegularExpressions;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>infrastructure/Dockerfile, instruction by instruction.</summary>
internal sealed record Dockerfile(IReadOnlyList<Dockerfile.Stage> Stages)
{
    private static readonly string[] Known = ["COPY", "WORKDIR", "RUN", "ENV", "EXPOSE", "HEALTHCHECK", "USER", "ENTRYPOINT"];

    public static Dockerfile Read() => Parse(File.ReadAllText(Path.Combine(Repository.Root, "infrastructure/Dockerfile")));

    /// <exception cref="FormatException">A line is no instruction, or stands before the first stage.</exception>
    public static Dockerfile Parse(string text)
    {
        var stages = new List<Stage>();
        var joined = Regex.Replace(text, @"\\\n\s*", " ");
        foreach (var line in joined.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var word = line.Split(' ')[0];
            if (Regex.Match(line, "^FROM (\\S+) AS ([a-z]+)$") is { Success: true } from)
            {
                stages.Add(new(from.Groups[2].Value, from.Groups[1].Value, []));
            }
            else if (Known.Contains(word) && stages.Count > 0)
            {
                stages[^1].Instructions.Add((word, line[(word.Length + 1)..]));
            }
            else
            {
                throw new FormatException($"This is no instruction: {line}");
            }
        }

        return new(stages);
    }

    /// <summary>The last value of an instruction in a stage or in those that it begins with.</summary>
    public string? Last(string stage, string word)
    {
        var found = Stages.SingleOrDefault(candidate => candidate.Name == stage);
        return found is null ? null : found.Instructions.LastOrDefault(instruction => instruction.Word == word).Text ?? Last(found.From, word);
    }

    internal sealed record Stage(string Name, string From, List<(string Word, string Text)> Instructions);
}
