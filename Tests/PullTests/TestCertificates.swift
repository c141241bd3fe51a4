import Foundation
import TestSupport
import Testing

/// An authority with a certificate for this host and one for another: `here.pem`, `elsewhere.pem` and their keys.
enum TestCertificates {
    /// Makes the files in `folder`.
    /// - Returns: The path of the authority's certificate.
    static func make(in folder: TemporaryFolder) async throws -> String {
        func openssl(_ arguments: String) async throws {
            let list = arguments.split(separator: " ").map(String.init)
            let outcome = try await Command.run("openssl", list, in: folder.url)
            try #require(outcome.status == 0, "openssl \(arguments): \(outcome.stderr)")
        }
        try await openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj /CN=authority"
                + " -addext basicConstraints=critical,CA:TRUE -keyout authority.key -out authority.pem")
        let names = [
            ("here", "DNS:localhost,DNS:relay.localhost,IP:127.0.0.1"), ("elsewhere", "DNS:elsewhere.example"),
        ]
        for (name, subject) in names {
            try folder.write("subjectAltName=\(subject)\n", to: "extensions")
            try await openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(name) -keyout \(name).key"
                    + " -out \(name).csr")
            try await openssl(
                "x509 -req -in \(name).csr -CA authority.pem -CAkey authority.key -set_serial 1 -days 3"
                    + " -extfile extensions -out \(name).pem")
        }
        return folder.path + "/authority.pem"
    }
}
