import CZlib
import Digests
import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// Inputs that are scanned at once, and in parts as on several machines.
struct Cluster {
    let folder: TemporaryFolder
    var style = ReportStyle(csv: .data)
    var policy = Self.audit
    var allowsDuplicates = false
    var digestsInputs = false
    var maxResponse = 1 << 20
    var batchSize = 4_000
    /// The paths of the inputs, in their order.
    private(set) var inputs: [String] = []

    private static let audit = try? PolicyFile.read(
        Fixtures.bytes("policies/audit.yaml"), named: "audit.yaml")

    init() throws { folder = try TemporaryFolder() }

    /// Adds an input. Every third one is compressed if `compresses`.
    mutating func add(_ text: String, compresses: Bool = false) throws {
        let name = "input/\(1_000 + inputs.count).ndjson"
        guard compresses, inputs.count % 3 == 1 else {
            inputs.append(try folder.write(text, to: name))
            return
        }
        inputs.append(try folder.write("", to: name + ".gz"))
        let bytes = Array(text.utf8)
        let file = unsafe try #require(gzopen(inputs[inputs.count - 1], "wb"))
        try #require(unsafe gzwrite(file, bytes, UInt32(bytes.count)) == Int32(bytes.count))
        try #require(unsafe gzclose(file) == Z_OK)
    }

    func request(_ inputs: [String], _ output: String = "", jobs: Int = 2) throws -> ScanRequest {
        var request = ScanRequest(
            inputs: inputs, policy: try #require(policy), output: output, style: style, jobs: jobs,
            maxResponse: maxResponse, batchSize: batchSize, asOf: 1_700_000_000, toolVersion: "test",
            allowsDuplicates: allowsDuplicates)
        request.digestsInputs = digestsInputs
        return request
    }

    /// The report of one scan.
    func scan(
        _ name: String = "report", previous: ScanRequest.Baseline? = nil
    ) async throws -> [String: Data] {
        var request = try request(inputs, folder.file(name))
        request.previous = previous
        _ = try await Scan(request).run()
        return try folder.contents(of: name)
    }

    /// Writes a part of these inputs.
    /// - Returns: Its path.
    @discardableResult
    func write(
        _ inputs: ArraySlice<String>, _ number: Int, of count: Int, skip: String? = nil, jobs: Int = 2
    ) async throws -> String {
        let path = folder.file("part-\(number)")
        var request = try request(Array(inputs), jobs: jobs)
        request.isPart = true
        _ = try await Scan(request).writePart(PartRequest(path: path, number: number, of: count, skip: skip))
        return path
    }

    /// The inputs of `count` parts, each with at least one.
    func cut(into count: Int, seed: UInt64) -> [ArraySlice<String>] {
        var random = SeededGenerator(seed: seed), ends: Set = [inputs.count]
        while ends.count < count { ends.insert(Int.random(in: 1..<inputs.count, using: &random)) }
        var start = 0
        return ends.sorted().map { end in
            defer { start = end }
            return inputs[start..<end]
        }
    }

    /// Scans parts, and again those that repeat generations of earlier parts.
    func scan(parts: [ArraySlice<String>]) async throws -> Parts {
        var paths: [String] = []
        for (index, part) in parts.enumerated() {
            paths.append(try await write(part, index + 1, of: parts.count))
        }
        let lists = try SkipLists(paths.map { try Array(Data(contentsOf: URL(filePath: $0 + ".keys"))) })
        for (index, list) in lists.lists.enumerated() where !list.isEmpty && !allowsDuplicates {
            let skip = try folder.write(list, to: "skip-\(index + 1)")
            try await write(parts[index], index + 1, of: parts.count, skip: skip)
        }
        return Parts(paths: paths, lists: lists)
    }

    func request(merging parts: [String], _ name: String = "merged") -> MergeRequest {
        MergeRequest(parts: parts, output: folder.file(name), asOf: 1_700_000_000, toolVersion: "test")
    }

    /// The report of a merge.
    func merge(_ parts: Parts, previous: ScanRequest.Baseline? = nil) throws -> [String: Data] {
        var request = request(merging: parts.paths)
        request.distinct = allowsDuplicates ? nil : parts.lists.distinct
        request.previous = previous
        _ = try Merge(request).run()
        return try folder.contents(of: "merged")
    }

    /// Expects the same files with the same bytes.
    static func expectSame(_ found: [String: Data], _ expected: [String: Data], _ what: String) {
        #expect(found.keys.sorted() == expected.keys.sorted(), "\(what)")
        for (name, bytes) in expected { #expect(found[name] == bytes, "\(name) of \(what)") }
    }
}

/// Part files, and what their keys tell together.
struct Parts {
    var paths: [String]
    var lists: SkipLists
}

/// The repeats that parts do not know by themselves, found as a cluster finds them: all keys are grouped by id, in the order
/// of part and ordinal, and the rule of the contract's section 5 is applied to each group.
struct SkipLists {
    private(set) var lists: [String]
    private(set) var distinct: Int
    /// The lines of all lists, by kind.
    private(set) var duplicates = 0, revisions = 0

    init(_ keys: [[UInt8]]) throws {
        struct Found {
            var part: Int
            var ordinal: Int
            var outcome: [UInt8]
        }
        var groups: [[UInt8]: [Found]] = [:]
        for (part, bytes) in keys.enumerated() {
            try #require(bytes.count % 24 == 0)
            for ordinal in 0..<bytes.count / 24 {
                let entry = Array(bytes[24 * ordinal..<24 * ordinal + 24])
                if entry.allSatisfy({ $0 == 0 }) { continue }
                groups[Array(entry.prefix(16)), default: []].append(
                    Found(part: part, ordinal: ordinal, outcome: Array(entry.suffix(8))))
            }
        }
        distinct = groups.count
        var lines = [[(ordinal: Int, line: String)]](repeating: [], count: keys.count)
        for group in groups.values {
            let first = group[0]
            var number = 1
            for found in group.dropFirst() {
                let isDuplicate = found.outcome == first.outcome
                if !isDuplicate { number += 1 }
                if found.part == first.part { continue }
                if isDuplicate { duplicates += 1 } else { revisions += 1 }
                let what = isDuplicate ? "duplicate" : "revision \(number)"
                lines[found.part].append((found.ordinal, "\(found.ordinal) \(what)\n"))
            }
        }
        lists = lines.map { $0.sorted { $0.ordinal < $1.ordinal }.map(\.line).joined() }
    }
}
