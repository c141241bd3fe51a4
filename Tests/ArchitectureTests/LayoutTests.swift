import TestSupport
import Testing

/// The folders, and the length of source files and functions.
@Suite struct LayoutTests {
    /// Longer than 250 lines, and why.
    private static let long: [String: String] = [
        "Policies/Model/Baseline.swift": "the built-in policy, a text"
    ]

    @Test func `a source file has at most 250 lines`() throws {
        let files = try SourceFile.all()
        #expect(files.count > 100)
        for file in files where Self.long[file.path] == nil {
            // The last line ends in a line feed too.
            #expect(file.lines.count - 1 <= 250, "\(file.path)")
        }
    }

    @Test func `the files that may be longer exist`() throws {
        #expect(try Set(Self.long.keys).isSubset(of: SourceFile.all().map(\.path)))
    }

    @Test func `at most 30 files hold the word unsafe`() throws {
        let files = try SourceFile.all().filter { file in
            file.lines.contains { line in
                line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains("unsafe")
            }
        }
        #expect((1...30).contains(files.count), "\(files.map(\.path).joined(separator: ", "))")
    }

    /// Functions of 45 lines or more, and why.
    private static let longFunctions: [String: String] = [
        "Pull/Scheduling/PullRun+Outcomes.swift: handle": "the outcomes of a reply, a case each",
        "Reporting/Tables/GenerationsTable.swift: write": "the list of a row's fields, in their order",
        "Responses/Flattening/ResponseFlattener+OutputModeration.swift: flattenFilter":
            "the defects of a filter, in their order",
    ]

    /// Functions of more than five parameters, and why.
    private static let manyParameters: [String: String] = [
        "Audit/Scan/ScanRequest.swift: init": "the options of a scan",
        "Pull/Scheduling/PullRun.swift: init": "the parts of a run",
        "Pull/Scheduling/RetryPolicy.swift: init": "the settings of a schedule",
        "Reporting/BatchRows.swift: list": "the sources of a row's fields",
        "Reporting/Tables/ListedGeneration.swift: init": "the data of a row",
        "Reporting/Summary/Summary.swift: init": "the parts of a summary",
    ]

    @Test func `a function has fewer than 45 lines`() throws {
        let functions = try SourceFile.all().flatMap(\.functions)
        #expect(functions.count > 500)
        let long = Set(functions.filter { $0.length >= 45 }.map(\.name))
        #expect(long.subtracting(Self.longFunctions.keys).sorted() == [])
        #expect(Set(Self.longFunctions.keys).isSubset(of: functions.map(\.name)))
    }

    @Test func `a function has at most five parameters`() throws {
        let functions = try SourceFile.all().flatMap(\.functions)
        let many = Set(functions.filter { $0.parameters > 5 }.map(\.name))
        #expect(many.subtracting(Self.manyParameters.keys).sorted() == [])
        #expect(Set(Self.manyParameters.keys).isSubset(of: functions.map(\.name)))
    }

    @Test func `lines and parameters of functions are counted`() {
        let text = """
            struct A {
                package static func one<T: B<C, D>>(
                    _ a: (Int, Int), b: [Int: T], _ c: () throws -> Void
                ) -> Int {
                    let initial = f(1, 2)

                    return initial
                }

                init() {}
            }
            """
        let file = SourceFile(
            path: "A.swift", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        #expect(file.functions.map(\.name) == ["A.swift: one", "A.swift: init"])
        #expect(file.functions.map(\.length) == [7, 1])
        #expect(file.functions.map(\.parameters) == [3, 0])
    }

    @Test func `a source folder holds at most 20 Swift files`() throws {
        let folders = Dictionary(grouping: try SourceFile.all()) { $0.path.split(separator: "/").dropLast() }
        #expect(folders.count > 10)
        for (folder, files) in folders {
            #expect(files.count <= 20, "\(folder.joined(separator: "/"))")
        }
    }

    @Test func `no source file imports Foundation`() throws {
        let files = try SourceFile.all().filter { $0.imports.contains { $0.hasPrefix("Foundation") } }
        #expect(files.map(\.path) == [])
    }

    @Test func `the top folder holds only the listed entries`() async throws {
        let visible = try await Set(trackedFiles().map { $0.prefix { $0 != "/" } }).filter {
            !$0.hasPrefix(".")
        }
        #expect(
            visible == [
                "Package.swift", "Sources", "Tests", "fixtures", "reports", "README.md",
            ])
    }

    @Test func `build products and resolved versions are not committed`() async throws {
        let files = try await trackedFiles()
        #expect(!files.contains { $0.hasPrefix(".build/") || $0.hasSuffix("Package.resolved") })
    }

    private func trackedFiles() async throws -> [Substring] {
        let list = try await Command.run("git", ["-c", "safe.directory=*", "ls-files", "-z"])
        try #require(list.status == 0, "git ls-files: \(list.stderr)")
        return list.stdout.split(separator: "\0")
    }
}
