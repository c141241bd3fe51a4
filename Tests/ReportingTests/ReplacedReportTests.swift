import Foundation
import Glibc
import TestSupport
import Testing

@testable import Reporting

/// What a new report may remove: the files of the report before it, as they were written (CONTRACT section 6).
@Suite struct ReplacedReportTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/out"
        try write()
    }

    private func write() throws {
        var report = try ReportFolder(at: path, style: ReportStyle())
        try report.finish(Sample.summary(listed: 0))
    }

    /// Starts a report, which must be refused with these words and remove nothing.
    private func expectRefusal(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
        let error = #expect(throws: ReportError.self, sourceLocation: sourceLocation) { try write() }
        #expect(
            error?.description.contains(words) == true, "\(error.debugDescription)",
            sourceLocation: sourceLocation)
        let after = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
        #expect(after == before, sourceLocation: sourceLocation)
        #expect(try folder.names() == ["out"], sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        "generations-2.csv", "scores.csv", "findings-3.csv/notes.txt", "generations copy.csv", "notes.txt",
        ".~lock.findings.csv#/x", "manifest-sha256.txt.old/x",
    ])
    func `a file that the manifest does not name is kept`(name: String) throws {
        try folder.write("mine", to: "out/" + name)
        try expectRefusal("which is no file of a report")
        #expect(try folder.bytes("out/" + name) == Array("mine".utf8))
    }

    @Test func `a link in place of a file is kept`() throws {
        try folder.write("mine", to: "out/manifest-sha256.txt.asc")
        try write()
        try FileManager.default.createSymbolicLink(
            atPath: path + "/manifest-sha256.txt.asc", withDestinationPath: "/etc/hostname")
        try expectRefusal("holds manifest-sha256.txt.asc")
    }

    @Test func `signatures and marks of open files go with the report`() throws {
        try folder.write("", to: "out/manifest-sha256.txt.asc")
        try folder.write("", to: "out/.~lock.findings.csv#")
        try write()
        #expect(try folder.names("out").count == 9)
    }

    @Test(arguments: ["generations.csv", "summary.json", "report.html"])
    func `an edited report is kept`(name: String) throws {
        try folder.write(folder.bytes("out/" + name) + Array("x".utf8), to: "out/" + name)
        try expectRefusal(
            "/out/\(name) was edited after the report was written; move it away, or name another folder")
    }

    @Test func `a report that is edited while the next one is built is kept`() throws {
        var report = try ReportFolder(at: path, style: ReportStyle())
        try folder.write("mine", to: "out/findings.csv")
        #expect(throws: ReportError.edited(path: path + "/findings.csv", isMissing: false)) {
            try report.finish(Sample.summary(listed: 0))
        }
        #expect(try folder.bytes("out/findings.csv") == Array("mine".utf8))
    }

    @Test(arguments: ["new", "new/below", "../out/new"])
    func `a folder within a report is refused`(name: String) throws {
        let before = try folder.names("out")
        let reason = "is in the folder of a report, which may hold nothing else; name another folder"
        #expect(throws: ReportError.refused(path: "\(path)/\(name)", reason: reason)) {
            _ = try ReportFolder(at: "\(path)/\(name)", style: ReportStyle())
        }
        #expect(try folder.names("out") == before)
    }

    @Test func `a report with a file removed is kept`() throws {
        try FileManager.default.removeItem(atPath: path + "/findings.csv")
        try expectRefusal("/out/findings.csv was removed after the report was written")
    }

    @Test(arguments: [nil, "", "not a manifest\n", String(repeating: "0", count: 64) + "  thesis.txt\n"])
    func `a folder without a report's manifest is kept`(manifest: String?) throws {
        if let manifest {
            try folder.write(manifest, to: "out/manifest-sha256.txt")
        } else {
            try FileManager.default.removeItem(atPath: path + "/manifest-sha256.txt")
        }
        try expectRefusal("holds no manifest-sha256.txt of a report")
    }

    @Test(arguments: [".", "./", "..", "../", "out/..", "/proc/self/cwd"])
    func `the current folder is refused`(name: String) throws {
        let isAbove = name.hasPrefix("..")
        let refused = #expect(throws: ReportError.self) { _ = try ReportFolder(at: name, style: ReportStyle()) }
        if !isAbove, !name.contains("out") {
            #expect(
                refused?.description.contains("is the current folder") == true, "\(refused.debugDescription)")
        }
    }
}
