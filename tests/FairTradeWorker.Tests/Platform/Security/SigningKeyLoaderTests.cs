using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Tests.Platform.Security;

public sealed class SigningKeyLoaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("signing-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Hosts_that_start_at_once_make_one_key_that_only_its_owner_can_read()
    {
        var path = Path.Combine(folder, "new", "key.pem");
        var loads = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => InDevelopment(path).Load().Current.SecurityKey.KeyId,
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        var ids = await Task.WhenAll(loads);

        Assert.Single(ids.Distinct());
        Assert.Equal([path], Directory.GetFiles(Path.Combine(folder, "new")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void The_key_of_Development_is_kept_for_the_next_start()
    {
        var path = Path.Combine(folder, "key.pem");

        Assert.Equal(InDevelopment(path).Load().Current.SecurityKey.KeyId, InDevelopment(path).Load().Current.SecurityKey.KeyId);
    }

    [Fact]
    public void Outside_Development_a_missing_key_stops_the_start_and_none_is_made()
    {
        var path = Path.Combine(folder, "key.pem");
        var loader = Loader(new() { DevelopmentKeyFile = path }, Environments.Production);

        Assert.Contains("Auth:SigningKeyFiles:0", Assert.Throws<InvalidOperationException>(loader.Load).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void The_first_of_the_named_keys_signs_and_all_are_known()
    {
        string[] files = [Path.Combine(folder, "new.pem"), Path.Combine(folder, "old.pem")];
        Array.ForEach(files, file => File.WriteAllText(file, SigningKey.Generate()));

        var keys = Loader(new() { SigningKeyFiles = files }, Environments.Production).Load();

        Assert.Equal(2, keys.All.Count);
        Assert.Equal(SigningKey.FromPem(File.ReadAllText(files[0]), "new").SecurityKey.KeyId, keys.Current.SecurityKey.KeyId);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var file = Path.Combine(folder, "missing.pem");
        var loader = Loader(new() { SigningKeyFiles = [file] }, Environments.Production);

        Assert.Contains(file, Assert.Throws<InvalidOperationException>(loader.Load).Message, StringComparison.Ordinal);
    }

    private static SigningKeyLoader InDevelopment(string path) =>
        Loader(new() { DevelopmentKeyFile = path }, Environments.Development);

    private static SigningKeyLoader Loader(AuthOptions options, string environment) =>
        new(Options.Create(options), new NamedEnvironment(environment));

    private sealed class NamedEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = ".";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
