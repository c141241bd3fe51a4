import Foundation
import Testing

/// Which module imports which: data flows in one direction.
@Suite struct ImportTests {
    /// What the files of each target may import, beside `everyone`.
    private static let allowed: [String: Set<String>] = [
        "Utilities": ["CLinux"],
        "CSV": ["CLibCSV"],
        "Digests": ["CCrypto", "CDecimals"],
        "Statistics": ["Digests"],
        "Responses": ["Utilities", "CSimdJSON"],
        "Policies": ["Responses", "Digests", "Utilities", "CLibYAML"],
        "Intake": ["Digests", "Utilities", "CZlib", "CZstd"],
        "Reporting": [
            "Responses", "Policies", "Statistics", "Digests", "CSV", "Utilities", "CDecimals", "Dispatch",
        ],
        "Reviews": ["Reporting", "Policies", "Responses", "Digests", "CSV", "Utilities", "Dispatch"],
        "Audit": [
            "Intake", "Responses", "Policies", "Reporting", "Reviews", "Statistics", "Digests", "CSV",
            "Utilities",
        ],
        "Pull": [
            "Intake", "Responses", "Digests", "CSV", "Utilities", "CCrypto", "CCurl", "Dispatch",
        ],
        "Sharing": ["Reporting", "Policies", "Responses", "Digests", "CSV", "Utilities"],
        "modaudit": [
            "Audit", "Pull", "Sharing", "Reviews", "Statistics", "Digests", "CSV", "Policies", "Reporting",
            "Responses", "Utilities", "ArgumentParser",
            "CLimits", "Dispatch",
        ],
    ]

    /// The system's own modules. Foundation is not among them: it would cost every run its start-up.
    private static let everyone: Set<String> = ["Glibc", "Synchronization"]

    /// Libraries that one file of a target alone knows, so that another can take their place.
    private static let inOneFile: Set<String> = ["CLibYAML", "CZlib", "CZstd", "CCurl"]

    /// Targets without any import of another target of the package.
    private static let bottom = ["Utilities", "CSV", "Digests"]

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

    @Test(arguments: bottom)
    func `a target at the bottom imports no other target`(target: String) throws {
        let files = try SourceFile.all().filter { $0.target == target }
        #expect(!files.isEmpty)
        for file in files { #expect(Set(Self.allowed.keys).isDisjoint(with: file.imports), "\(file.path)") }
    }

    @Test func `only CSV imports libcsv`() throws {
        #expect(try Set(SourceFile.all().filter { $0.imports.contains("CLibCSV") }.map(\.target)) == ["CSV"])
    }

    @Test func `every target of the table exists`() throws {
        #expect(try Set(SourceFile.all().map(\.target)) == Set(Self.allowed.keys))
    }
}
