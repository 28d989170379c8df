namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>There is no Docker engine where this is tested: the file is read instead, strictly.</summary>
public sealed class DockerfileTests
{
    private static readonly Dockerfile File = Dockerfile.Read();

    [Fact]
    public void A_line_that_is_no_instruction_is_refused() =>
        Assert.Throws<FormatException>(() => Dockerfile.Parse("FROM debian AS x\nCOPPY a b\n"));

    [Fact]
    public void Every_stage_begins_with_an_image_or_an_earlier_stage()
    {
        var earlier = new List<string>();
        foreach (var stage in File.Stages)
        {
            Assert.True(stage.From.Contains(':', StringComparison.Ordinal) || earlier.Contains(stage.From), stage.From);
            Assert.DoesNotContain(":latest", stage.From, StringComparison.Ordinal);
            earlier.Add(stage.Name);
        }
    }

    [Fact]
    public void Whatever_is_copied_exists_and_is_let_through()
    {
        var ignore = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        var copies = File.Stages.SelectMany(stage => stage.Instructions).Where(instruction => instruction.Word == "COPY").Select(copy => copy.Text.Split(' '));
        foreach (var words in copies)
        {
            if (words[0].StartsWith("--from=", StringComparison.Ordinal))
            {
                var from = File.Stages.Single(stage => stage.Name == words[0]["--from=".Length..]);
                Assert.Contains(from.Instructions, made => made.Word == "RUN" && made.Text.Contains($"--output {words[1]}", StringComparison.Ordinal));
                continue;
            }

            Assert.All(words[..^1], source =>
            {
                Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source);
                Assert.Contains(ignore, line => line.StartsWith('!') && (source.TrimEnd('/') + "/").StartsWith(line[1..] + "/", StringComparison.Ordinal));
            });
        }
    }

    [Theory]
    [InlineData("api", "FairTradeWorker.Api")]
    [InlineData("worker", "FairTradeWorker.Worker")]
    public void A_process_runs_without_rights_and_says_how_it_is(string stage, string project)
    {
        Assert.Equal("1654:1654", File.Last(stage, "USER"));
        Assert.Equal($"[\"dotnet\", \"{project}.dll\"]", File.Last(stage, "ENTRYPOINT"));
        Assert.Contains("CMD [\"/usr/local/bin/healthy\"]", File.Last(stage, "HEALTHCHECK"), StringComparison.Ordinal);
        Assert.Contains(File.Stages[0].Instructions, made => made.Word == "RUN" && made.Text.Contains($"dotnet publish src/{project} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_runs_as_root()
    {
        Assert.NotNull(File.Last("pgbouncer", "USER"));
        Assert.All(Kubernetes.Pods.Where(pod => pod.Key is "pgbouncer"), pod =>
            Assert.Equal($"{pod.Value.SecurityContext.RunAsUser}:{pod.Value.SecurityContext.RunAsGroup}", File.Last("pgbouncer", "USER")));
    }
}
