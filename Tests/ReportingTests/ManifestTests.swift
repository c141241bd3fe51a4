import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct ManifestTests {
    /// A finished report with one listed generation, at `out`.
    private func report(_ style: ReportStyle = ReportStyle(scores: .all)) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var report = try ReportFolder(at: folder.path + "/out", style: style, rowLimit: 2) {
            path throws(ReportError) in
            try ReportFile(path: path)
        }
        var pages = BatchRows(style: style)
        for _ in 0..<2 { pages.list(Sample().listed) }
        try report.append(&pages)
        try report.finish(Sample.summary(listed: 2))
        return folder
    }

    private func sealed(_ folder: TemporaryFolder) throws -> SealedReport {
        try SealedReport(at: folder.path + "/out")
    }

    @Test func `the manifest lists every other file in order`() throws {
        let folder = try report()
        let names = try folder.names("out").filter { $0 != ReportFileName.manifest }
        #expect(try sealed(folder).manifest.entries.map(\.name) == names)
        #expect(names.contains("generations-2.csv"), "a part of a split file is sealed too")
    }

    @Test func `sha256sum accepts the manifest`() async throws {
        let folder = try report()
        func check() async throws -> Int32 {
            let arguments = ["--check", "--strict", "--quiet", ReportFileName.manifest]
            let out = folder.url.appending(path: "out")
            return try await Command.run("sha256sum", arguments, in: out).status
        }
        #expect(try await check() == 0)
        try folder.write("touched", to: "out/findings-2.csv")
        #expect(try await check() == 1)
    }

    @Test func `an untouched report has no changes`() throws {
        let folder = try report()
        #expect(try sealed(folder).changes() == [])
    }

    @Test func `signatures beside the manifest are no changes`() throws {
        let folder = try report()
        try folder.write("signed", to: "out/manifest-sha256.txt.sig")
        #expect(try sealed(folder).changes() == [])
    }

    @Test func `every edit is a change`() throws {
        let folder = try report()
        for name in try sealed(folder).manifest.entries.map(\.name) {
            let bytes = try folder.bytes("out/" + name)
            try Data(bytes + [0]).write(to: URL(fileURLWithPath: folder.path + "/out/" + name))
            #expect(try sealed(folder).changes() == ["\(name): changed"])
            try FileManager.default.removeItem(atPath: folder.path + "/out/" + name)
            #expect(try sealed(folder).changes().count == 1, "\(name) is gone")
            try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/out/" + name))
        }
        try folder.write("mine", to: "out/note.txt")
        #expect(try sealed(folder).changes() == ["note.txt: not in manifest-sha256.txt"])
    }

    @Test func `a manifest that leaves a file out does not seal the report`() throws {
        let folder = try report()
        let lines = String(decoding: try folder.bytes("out/manifest-sha256.txt"), as: UTF8.self).split(
            separator: "\n")
        let fewer = lines.filter { !$0.hasSuffix(" findings.csv") }.map { $0 + "\n" }.joined()
        try folder.write(fewer, to: "out/manifest-sha256.txt")
        try FileManager.default.removeItem(atPath: folder.path + "/out/findings.csv")
        #expect(try sealed(folder).changes() == ["findings.csv: not in manifest-sha256.txt"])
    }

    @Test func `a link is not a file of the report`() throws {
        let folder = try report()
        let path = folder.path + "/out/findings.csv"
        try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/elsewhere.csv")
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: folder.path + "/elsewhere.csv")
        #expect(try sealed(folder).changes().count == 1)
    }

    @Test(arguments: [
        "", "abc", "\n", String(repeating: "0", count: 64) + "  ../summary.json\n",
        String(repeating: "0", count: 64) + "  a.csv", String(repeating: "G", count: 64) + "  a.csv\n",
        String(repeating: "0", count: 64) + " *a.csv\n", String(repeating: "0", count: 64) + "  \n",
    ])
    func `a malformed manifest is refused`(_ text: String) {
        #expect(Manifest(parsing: Array(text.utf8)) == nil)
    }

    @Test func `a manifest reads back`() throws {
        let folder = try report()
        let bytes = try folder.bytes("out/manifest-sha256.txt")
        #expect(Manifest(parsing: bytes)?.text == bytes)
    }
}
