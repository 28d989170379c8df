using System.Collections.Frozen;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>The list in <c>common-passwords.txt</c> of this assembly, read at the first question and kept.</summary>
internal static class CommonPasswords
{
    private const string Resource = "common-passwords.txt";

    private static readonly Lazy<FrozenSet<string>> Known = new(Load);

    public static int Count => Known.Value.Count;

    /// <summary>Whether the list has <paramref name="password"/>, in upper or lower case.</summary>
    public static bool Contains(string password) => Known.Value.Contains(password);

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException($"The assembly has no resource {Resource}.");
        using var reader = new StreamReader(stream);
        var passwords = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            passwords.Add(line);
        }

        return passwords.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
