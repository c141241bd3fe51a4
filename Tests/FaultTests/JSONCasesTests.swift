import Foundation
import TestSupport
import Testing

/// Every case of `JSONCase` ends audited or as a row, and costs nothing that follows it.
@Suite struct JSONCasesTests {
    @Test func `the cases are as many as in the public suite`() {
        #expect(JSONCase.all.count >= 300)
        #expect(Set(JSONCase.all.map(\.name)).count == JSONCase.all.count)
    }

    @Test func `a file with only the case is audited or a row`() async throws {
        let bench = try await Workbench()
        let folder = try makeFolder(bench) { $0.bytes }
        let outcome = try await bench.shell("scan '\(folder)' --quiet --csv data")
        #expect(outcome.status == 4)
        #expect(outcome.stderr.isEmpty)
        let rows = try bench.unaudited()
        for one in JSONCase.all { #expect(rows.contains("/\(one.name).json:"), "\(one.name): silence") }
    }

    @Test func `a case within a generation is audited or a row, and so is the next line`() async throws {
        let bench = try await Workbench()
        let folder = try makeFolder(bench) { one in
            Array(#"{"id":"t","generations":[{"id":"\#(one.name)","title":"#.utf8) + one.bytes
                + Array("}]}\n".utf8)
                + Array(#"{"id":"t","generations":[{"id":"after_\#(one.name)"}]}"#.utf8)
        }
        let outcome = try await bench.shell("scan '\(folder)' --quiet --csv data")
        #expect(outcome.status == 4)
        #expect(outcome.stderr.isEmpty)
        let rows = try bench.unaudited()
        let generations = try String(
            contentsOfFile: bench.scratch.file("report/generations.csv"), encoding: .utf8)
        for one in JSONCase.all {
            let isAudited = generations.contains("\"\(one.name)\"")
            let isRow = rows.contains("/\(one.name).json:")
            #expect(isAudited || isRow, "\(one.name): silence")
            if one.name.hasPrefix("y_") { #expect(isAudited && !isRow, "\(one.name)") }
            if one.name.hasPrefix("n_") { #expect(isRow && !isAudited, "\(one.name)") }
            #expect(generations.contains("\"after_\(one.name)\""), "\(one.name): the line behind it")
        }
    }

    private func makeFolder(_ bench: Workbench, _ bytes: (JSONCase) -> [UInt8]) throws -> String {
        let folder = bench.scratch.url.appending(path: "cases")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for one in JSONCase.all {
            try Data(bytes(one)).write(to: folder.appending(path: one.name + ".json"))
        }
        return folder.path
    }
}
