using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Dcp;

/// <summary>DCP's certificate for this run. Left to itself DCP makes RSA-4096 keys, which takes seconds.</summary>
internal static class DcpCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Writes cert.pem and key.pem into <paramref name="folder"/>, which only we can read, and returns the certificate's thumbprint.</summary>
    public static string Write(string folder, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        File.WriteAllText(CertificateFile(folder), certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile(folder), key.ExportPkcs8PrivateKeyPem());
        return certificate.Thumbprint;
    }

    public static string CertificateFile(string folder) => Path.Combine(folder, "cert.pem");

    public static string KeyFile(string folder) => Path.Combine(folder, "key.pem");
}
