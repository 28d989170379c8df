using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// The one password of all seeded accounts, so that load tests can sign in as any of them. It is hashed once, at the
/// cost that the API uses: 400,000 hashes of their own would take hours.
/// </summary>
internal static class SeedPassword
{
    public const string Text = "Seed-Passw0rd!";

    private const int Iterations = 210_000;
    private const int HashBytes = 32;

    /// <summary>In the form of the <c>password_hash</c> column: scheme, iterations, salt, hash.</summary>
    public static string CreateHash()
    {
        // No secret: everybody may know this password, and the same seed makes the same rows.
        var salt = "fairtradeworker!"u8;
        var hash = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(Text), salt, Iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"pbkdf2-sha512${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }
}
