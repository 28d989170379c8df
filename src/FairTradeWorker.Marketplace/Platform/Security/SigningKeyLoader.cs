using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Reads the signing keys at start, or makes and keeps one in Development.</summary>
internal sealed class SigningKeyLoader(IOptions<AuthOptions> options, IHostEnvironment environment)
{
    /// <exception cref="InvalidOperationException">No key outside Development, or one that is weak or unreadable.</exception>
    public SigningKeys Load()
    {
        var files = options.Value.SigningKeyFiles;
        if (files.Count > 0)
        {
            return new([.. files.Select(file => SigningKey.FromPem(Read(file), file))]);
        }

        if (!environment.IsDevelopment())
        {
            throw new InvalidOperationException(
                $"No signing key: {AuthOptions.Section}:{nameof(AuthOptions.SigningKeyFiles)}:0 must name a PEM file " +
                "with an EC P-256 private key. Make one with: openssl ecparam -name prime256v1 -genkey -noout");
        }

        var path = options.Value.DevelopmentKeyFile ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "fairtradeworker", "development-signing-key.pem");
        EnsureDevelopmentKey(path);
        return new([SigningKey.FromPem(Read(path), path)]);
    }

    // Several hosts start at once, in one process or in several, and must end up with the same key: the first link
    // wins, and a file that can be seen is complete.
    private static void EnsureDevelopmentKey(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        var own = $"{path}.{Path.GetRandomFileName()}";
        var creation = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(own, creation))
        {
            writer.Write(SigningKey.Generate());
        }

        try
        {
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(own);
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The signing key file {file} cannot be read: {exception.Message}", exception);
        }
    }
}
