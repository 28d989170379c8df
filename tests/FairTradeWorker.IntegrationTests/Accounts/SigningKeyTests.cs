using System.Security.Cryptography;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Accounts;

public sealed class SigningKeyTests(Platform platform) : ApiTest(platform)
{
    private readonly Platform platform = platform;

    [Theory]
    [InlineData("none", "No signing key")]
    [InlineData("missing file", "cannot be read")]
    [InlineData("P-384", "not an EC private key on the curve P-256")]
    [InlineData("RSA", "not an EC private key on the curve P-256")]
    [InlineData("public only", "not an EC private key on the curve P-256")]
    [InlineData("garbage", "not an EC private key on the curve P-256")]
    [InlineData("empty", "not an EC private key on the curve P-256")]
    public async Task The_API_does_not_start_in_production_without_a_good_signing_key(string kind, string message)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.pem");
        var environment = new Dictionary<string, string>(platform.ApiEnvironment) { ["DOTNET_ENVIRONMENT"] = "Production" };
        if (kind == "none")
        {
            environment.Remove("Auth__SigningKeyFiles__0");
        }
        else
        {
            environment["Auth__SigningKeyFiles__0"] = file;
        }

        try
        {
            if (PemOf(kind) is { } pem)
            {
                await File.WriteAllTextAsync(file, pem, Token);
            }

            await using var process = await AppProcess.StartAsync("FairTradeWorker.Api", environment);
            Assert.NotEqual(0, await process.WaitForExitAsync(Token));
            Assert.Contains(message, process.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? PemOf(string kind)
    {
        switch (kind)
        {
            case "none" or "missing file":
                return null;
            case "P-384":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP384))
                {
                    return key.ExportPkcs8PrivateKeyPem();
                }

            case "RSA":
                using (var key = RSA.Create(2048))
                {
                    return key.ExportPkcs8PrivateKeyPem();
                }

            case "public only":
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                {
                    return key.ExportSubjectPublicKeyInfoPem();
                }

            default:
                return kind == "empty" ? "" : "garbage";
        }
    }
}
