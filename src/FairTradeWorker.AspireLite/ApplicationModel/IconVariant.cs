namespace Aspire.Hosting.ApplicationModel;

/// <summary>Outline or solid.</summary>
public enum IconVariant
{
    Regular = 0,
    Filled = 1,
}
