using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Aspire.Hosting;

namespace FairTradeWorker.Tests.AspireLite;

/// <summary>
/// PublicSurface.txt lists the members of Aspire.Hosting 13.5 that AppHost.cs may use. AspireLite offers these and no
/// others, so that what compiles against it compiles against the packages.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static string[] Approved =>
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "src", "FairTradeWorker.AspireLite", "PublicSurface.txt"))
            .Where(l => l.Length > 0 && l[0] != '#')];

    [Fact]
    public void The_public_surface_is_the_approved_list()
    {
        string[] actual = [.. typeof(DistributedApplication).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetMembers(Declared).Where(m => m is not Type && !IsAccessor(m)).Select(m => $"{t}: {m}").Prepend($"{t}"))
            .Order(StringComparer.Ordinal)];
        string[] added = [.. actual.Except(Approved)];
        string[] missing = [.. Approved.Except(actual)];
        Assert.True(
            added.Length + missing.Length == 0,
            $"Not in PublicSurface.txt:\n{string.Join('\n', added)}\nOnly in PublicSurface.txt:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void The_apphost_uses_approved_members_only()
    {
        string configuration = typeof(PublicSurfaceTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string path = Path.Combine(
            Repository.Root, "src", "FairTradeWorker.AppHost", "bin", configuration, "net10.0", "FairTradeWorker.AppHost.dll");
        if (!File.Exists(path))
        {
            string message = $"{path} is not built: build the solution first.";
            Assert.True(Environment.GetEnvironmentVariable("CI") != "true", message);
            Assert.Skip(message);
        }

        HashSet<string> approved = [.. Approved.Where(l => l.Contains(": ")).Select(Simplify)];
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        string[] used = [.. metadata.MemberReferences.Select(h => Name(metadata, metadata.GetMemberReference(h))).OfType<string>().Distinct()];
        Assert.Empty(used.Except(approved));
    }

    private static bool IsAccessor(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true } || member.Name is "ToString" or "Equals" or "GetHashCode";

    // "Aspire.Hosting.X`1[T]: Void Add(Int32)" -> "Aspire.Hosting.X`1.Add"; properties and constructors likewise.
    private static string Simplify(string line)
    {
        string[] parts = line.Split(": ", 2);
        string member = parts[1].Split('(')[0].Trim();
        return $"{parts[0].Split('[')[0]}.{member[(member.LastIndexOf(' ') + 1)..].Split('[')[0]}";
    }

    private static string? Name(MetadataReader metadata, MemberReference member)
    {
        EntityHandle parent = member.Parent;
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            BlobReader blob = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
            bool generic = blob.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance;
            _ = generic ? blob.ReadByte() : (byte)0;
            parent = generic ? blob.ReadTypeHandle() : default;
        }

        if (parent.IsNil || parent.Kind != HandleKind.TypeReference)
        {
            return null;
        }

        string type = TypeName(metadata, (TypeReferenceHandle)parent);
        string name = metadata.GetString(member.Name);
        name = name.StartsWith("get_") || name.StartsWith("set_") ? name[4..] : name;
        return type.StartsWith("Aspire.", StringComparison.Ordinal) ? $"{type}.{name}" : null;
    }

    private static string TypeName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{TypeName(metadata, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
