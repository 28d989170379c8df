using System.Globalization;
using System.Security.Cryptography;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// Password hashes: PBKDF2 with HMAC-SHA-512, written as <c>pbkdf2-sha512$iterations$salt$hash</c> so that the cost
/// can be raised later without breaking older ones.
/// </summary>
internal static class PasswordHash
{
    /// <summary>OWASP's Password Storage Cheat Sheet and ASVS 5.0 (11.4.2) ask for at least 210,000.</summary>
    public const int Iterations = 210_000;

    private const string Scheme = "pbkdf2-sha512";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A hash of no password, verified for unknown accounts so that they take the same time.</summary>
    public static string Nobody { get; } = Format(Iterations, new byte[SaltBytes], new byte[HashBytes]);

    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Format(Iterations, salt, Derive(password, salt, Iterations));
    }

    /// <exception cref="FormatException">The stored text is not one that <see cref="Create"/> made.</exception>
    public static bool Verify(string password, string stored)
    {
        if (stored.Split('$') is not [Scheme, var iterations, var salt, var hash])
        {
            throw new FormatException("A stored password hash has an unknown form.");
        }

        var cost = int.Parse(iterations, CultureInfo.InvariantCulture);
        var derived = Derive(password, Convert.FromBase64String(salt), cost);
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(hash));
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    private static string Format(int iterations, byte[] salt, byte[] hash) => string.Create(CultureInfo.InvariantCulture,
        $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
}
