namespace Aspire.Hosting.Orchestration;

/// <summary>Variables whose name alone says that nobody should read them over a shoulder.</summary>
internal static class SecretNames
{
    private static readonly string[] Marks = ["PASSWORD", "SECRET", "KEY", "TOKEN", "ConnectionStrings__"];

    public static bool Matches(string name) => Marks.Any(m => name.Contains(m, StringComparison.OrdinalIgnoreCase));
}
