namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value made of others, which decide whether it is a secret.</summary>
public interface IValueWithReferences
{
    IEnumerable<object> References { get; }
}
