import CZlib
import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// A temporary folder with inputs and a report of them.
struct Workplace {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: input, withIntermediateDirectories: true)
    }

    private var input: String { folder.file("input") }

    /// The entries beside the input, including hidden ones.
    var entries: [String] { get throws { try folder.names().filter { $0 != "input" } } }

    func write(_ text: String, to name: String) throws { try folder.write(text, to: "input/" + name) }

    func writeCompressed(_ text: String, to name: String) throws {
        let bytes = Array(text.utf8)
        let file = unsafe try #require(gzopen(input + "/" + name, "wb"))
        let written = unsafe gzwrite(file, bytes, UInt32(bytes.count))
        #expect(Int(written) == bytes.count)
        #expect(unsafe gzclose(file) == Z_OK)
    }

    func scan(
        jobs: Int = 2, batchSize: Int = 4 << 20, partRoom: Int = 32 << 20, scores: ReportStyle.Scores = .none,
        allowsDuplicates: Bool = false,
        progress: @escaping (ScanProgress) -> Void = { _ in }
    ) async throws -> Report {
        let policy = try Fixtures.bytes("policies/audit.yaml")
        var request = ScanRequest(
            inputs: [input], policy: try PolicyFile.read(policy, named: "audit.yaml"),
            output: folder.file("report"),
            style: ReportStyle(scores: scores, csv: .data), jobs: jobs, batchSize: batchSize,
            asOf: 1_700_000_000,
            toolVersion: "test", allowsDuplicates: allowsDuplicates)
        request.partRoom = partRoom
        let summary = try await Scan(request).run(progress: progress)
        return Report(summary: summary, files: try files)
    }

    /// The files of the report.
    var files: [String: Data] { get throws { try folder.contents(of: "report") } }
}

/// The files of a report, and its summary.
struct Report {
    var summary: Summary
    var files: [String: Data]

    /// The objects of `generations.json`.
    var generations: [[String: Any]] {
        get throws { try #require(json("generations.json")["generations"] as? [[String: Any]]) }
    }

    /// The IDs of the generations in `generations.json`.
    var listed: [String] {
        get throws { try generations.compactMap { $0["generation_id"] as? String } }
    }

    /// The objects of `generations.json` without their locations.
    var judged: [NSDictionary] {
        get throws {
            try generations.map { object in
                NSDictionary(dictionary: object.filter { !["source", "evidence_sha256"].contains($0.key) })
            }
        }
    }

    /// The text of `summary.json` without its inputs.
    var counted: String {
        get throws { try Self.text(json("summary.json"), without: ["inputs"]) }
    }

    /// `unaudited.csv` without the locations of the rows, and without lines and columns in reasons.
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

    /// The rows of a CSV file that has no quotes and line ends in its cells, with columns by name.
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
