namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rule for resource and endpoint names; DCP makes object names of them.</summary>
internal static class ResourceName
{
    private const int MaxLength = 64;

    public static void ThrowIfInvalid(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        bool valid = name.Length <= MaxLength && char.IsAsciiLetter(name[0]) && name[^1] != '-'
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            && !name.Contains("--", StringComparison.Ordinal);
        if (!valid)
        {
            throw new ArgumentException(
                $"'{name}' is not a resource name: 1 to {MaxLength} ASCII letters, digits and single hyphens, " +
                "beginning with a letter and not ending with a hyphen.",
                nameof(name));
        }
    }
}
