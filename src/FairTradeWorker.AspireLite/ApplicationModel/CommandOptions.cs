namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command looks, and whether it asks before it runs.</summary>
public class CommandOptions
{
    public static CommandOptions Default { get; } = new();

    public string? Description { get; set; }

    /// <summary>When set, the dashboard asks this before it runs the command.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Name of a Fluent UI icon, such as <c>ArrowReset</c>.</summary>
    public string? IconName { get; set; }

    public IconVariant? IconVariant { get; set; }

    /// <summary>True shows the command in the resource's row instead of its menu.</summary>
    public bool IsHighlighted { get; set; }
}
