import CZlib
import Foundation
import Policies
import Reporting
import Testing

@testable import Audit

/// A folder of a test's own, with inputs and a report in it; removed with the value.
final class Workplace: Sendable {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "modaudit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: input, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    private var input: URL { url.appending(path: "input") }
    private var output: URL { url.appending(path: "report") }

    /// What lies beside the input, hidden files too.
    var entries: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: url.path).sorted().filter { $0 != "input" }
        }
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: input.appending(path: name))
    }

    func writeCompressed(_ text: String, to name: String) throws {
        let bytes = Array(text.utf8)
        let file = unsafe try #require(gzopen(input.appending(path: name).path, "wb"))
        let written = unsafe gzwrite(file, bytes, UInt32(bytes.count))
        #expect(Int(written) == bytes.count)
        #expect(unsafe gzclose(file) == Z_OK)
    }

    func scan(
        jobs: Int = 2, batchSize: Int = 4 << 20, partRoom: Int = 32 << 20, scores: ReportStyle.Scores = .none,
        allowsDuplicates: Bool = false,
        progress: (ScanProgress) -> Void = { _ in }
    ) async throws -> Report {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let policy = try [UInt8](Data(contentsOf: root.appending(path: "fixtures/policies/audit.yaml")))
        var request = ScanRequest(
            inputs: [input.path], policy: try PolicyFile.read(policy, named: "audit.yaml"), output: output.path,
            style: ReportStyle(scores: scores, csv: .data), jobs: jobs, batchSize: batchSize,
            asOf: 1_700_000_000,
            toolVersion: "test", allowsDuplicates: allowsDuplicates)
        request.partRoom = partRoom
        let summary = try await Scan(request).run(progress: progress)
        return Report(summary: summary, files: try files)
    }

    /// The report that stands there now.
    var files: [String: Data] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
            return try Dictionary(
                uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: output.appending(path: $0))) })
        }
    }
}

/// A report as it stands in its folder.
struct Report {
    var summary: Summary
    var files: [String: Data]

    /// The objects of `generations.json`.
    var generations: [[String: Any]] {
        get throws { try #require(json("generations.json")["generations"] as? [[String: Any]]) }
    }

    /// The generations' ids in `generations.json`.
    var listed: [String] {
        get throws { try generations.compactMap { $0["generation_id"] as? String } }
    }

    /// The texts of `generations.json`, without what says where they came from.
    var judged: [String] {
        get throws { try generations.map { try Self.text($0, without: ["source", "evidence_sha256"]) } }
    }

    /// The text of `summary.json`, without its inputs.
    var counted: String {
        get throws { try Self.text(json("summary.json"), without: ["inputs"]) }
    }

    /// `unaudited.csv`, without what says where the rows came from; so a reason has no line and column.
    var unaudited: [[String: String]] {
        get throws {
            try rows(of: "unaudited.csv").map { row in
                var row = row.filter { !["source", "byte_offset"].contains($0.key) }
                row["reason"] = row["reason"]?.replacingOccurrences(
                    of: "^line [0-9]+, column [0-9]+: ", with: "", options: .regularExpression)
                return row
            }
        }
    }

    /// The rows of a CSV file without quotes or line ends in its cells; columns by name.
    func rows(of name: String) throws -> [[String: String]] {
        let text = try String(decoding: #require(files[name]), as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n").dropLast().map { line in
            line.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
        let header = try #require(lines.first)
        return try lines.dropFirst().map { cells in
            try #require(cells.count == header.count)
            return Dictionary(uniqueKeysWithValues: zip(header, cells))
        }
    }

    private func json(_ name: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: files[name] ?? Data())
        return try #require(object as? [String: Any])
    }

    private static func text(_ object: [String: Any], without keys: Set<String>) throws -> String {
        let rest = object.filter { !keys.contains($0.key) }
        return try String(
            decoding: JSONSerialization.data(withJSONObject: rest, options: .sortedKeys), as: UTF8.self)
    }
}
