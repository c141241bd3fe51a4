import Foundation
import Testing

/// Who may import whom: data flows one way, and nobody reaches past a neighbour.
@Suite struct ImportTests {
    /// What the files of each target may import, beside `everyone`.
    private static let allowed: [String: Set<String>] = [
        "Responses": ["CSimdJSON"],
        "Digests": ["CCrypto"],
        "Policies": ["Responses", "Digests", "CLibYAML"],
        "Intake": ["Responses", "CZlib", "CZstd"],
        "Reporting": [
            "Responses", "Policies", "Digests", "CLibCSV", "CDecimals", "CLinux",
        ],
        "Audit": ["Intake", "Responses", "Policies", "Reporting", "Digests"],
        "Pull": [
            "Intake", "Responses", "Digests", "CLibCSV", "CCrypto", "CCurl", "Dispatch",
        ],
        "modaudit": [
            "Audit", "Pull", "Digests", "Policies", "Reporting", "Responses", "ArgumentParser", "Dispatch",
        ],
    ]

    /// The system's own modules. Foundation is none of them: it would cost every run its start-up.
    private static let everyone: Set<String> = ["Glibc", "Synchronization"]

    /// Libraries that one file of a target alone knows, so that another can take their place.
    private static let inOneFile: Set<String> = [
        "CLibYAML", "CZlib", "CZstd", "CLibCSV", "CCurl",
    ]

    @Test func `every import is allowed`() throws {
        for file in try SourceFile.all() {
            let allowed = try #require(
                Self.allowed[file.target], "\(file.path): a target the table doesn't know")
            let others = Set(file.imports).subtracting(allowed).subtracting(Self.everyone)
            #expect(others.isEmpty, "\(file.path) may not import \(others.sorted().joined(separator: ", "))")
        }
    }

    @Test(arguments: inOneFile)
    func `each confined library is imported by one file of a target`(library: String) throws {
        let files = try SourceFile.all().filter { $0.imports.contains(library) }
        #expect(!files.isEmpty)
        #expect(Set(files.map(\.target)).count == files.count, "\(files.map(\.path).joined(separator: ", "))")
    }

    @Test func `every target of the table exists`() throws {
        #expect(try Set(SourceFile.all().map(\.target)) == Set(Self.allowed.keys))
    }
}
