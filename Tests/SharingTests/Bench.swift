import Foundation
import TestSupport
import Testing

@testable import Digests

/// A folder with a report, `report`, and a key, `key`. Copies are written beside them.
struct Bench {
    let scratch: TemporaryFolder

    static let profiles = ["internal", "regulator", "external"]

    /// Writes a report of the fixtures.
    init(input: String = "fixtures", options: [String] = []) async throws {
        let scratch = try TemporaryFolder()
        self.scratch = scratch
        let scan = try await Command.run(
            "modaudit",
            [
                "scan", input, "--policy", "fixtures/policies/audit.yaml", "--as-of", "2026-11-22", "--output",
                scratch.file("report"), "--quiet",
            ] + options, scratch: scratch)
        try #require([0, 4].contains(scan.status), "\(scan.stderr)")
        try writeKey(Array(0..<32), to: "key")
    }

    /// Writes a file that only its owner can read.
    func writeKey(_ bytes: [UInt8], to name: String) throws {
        try scratch.write(bytes, to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: scratch.file(name))
    }

    func run(_ arguments: String...) async throws -> Command.Outcome {
        try await Command.run(
            "modaudit", arguments.map { $0.replacingOccurrences(of: "$T", with: scratch.path) },
            scratch: scratch)
    }

    /// Makes a copy of the report.
    func share(
        _ profile: String, to folder: String = "copy", of report: String = "report",
        recipient: String = "bafin",
        key: String = "key"
    ) async throws -> Command.Outcome {
        try await run(
            "share", "$T/\(report)", "--output", "$T/\(folder)", "--profile", profile, "--recipient", recipient,
            "--key-file", "$T/\(key)")
    }

    /// Checks a copy against the report.
    func verify(_ folder: String = "copy", key: String = "key", more: [String] = []) async throws
        -> Command.Outcome
    {
        try await Command.run(
            "modaudit",
            ["verify", scratch.file(folder), "--of", scratch.file("report"), "--key-file", scratch.file(key)]
                + more,
            scratch: scratch)
    }

    /// The rows of a table, with columns by name.
    func rows(_ table: String, of folder: String) throws -> [[String: String]] {
        let text = try scratch.text("\(folder)/\(table).csv")
        return CSVText.rows(text)
    }

    func json(_ name: String, of folder: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(scratch.bytes("\(folder)/\(name)")))
        return try #require(object as? [String: Any])
    }

    /// The object `shared` of the summary of a copy.
    func shared(_ folder: String = "copy") throws -> [String: Any] {
        try #require(json("summary.json", of: folder)["shared"] as? [String: Any])
    }
}

/// Changes to the report that do not break its seal.
extension Bench {
    /// Changes files and the resources of the data package, and seals the report again.
    func reseal(_ change: (inout [String: Data], inout [[String: Any]]) throws -> Void) throws {
        var files = try scratch.contents(of: "report")
        files["manifest-sha256.txt"] = nil
        let data = try #require(files["datapackage.json"])
        var package = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        var resources = try #require(package["resources"] as? [[String: Any]])
        try change(&files, &resources)
        package["resources"] = resources
        files["datapackage.json"] = try JSONSerialization.data(withJSONObject: package, options: .sortedKeys)
        for (name, bytes) in files { try scratch.write(Array(bytes), to: "report/\(name)") }
        let lines = files.sorted { $0.key < $1.key }.map {
            "\(SHA256Digest.hex(of: Array($0.value)))  \($0.key)\n"
        }
        try scratch.write(lines.joined(), to: "report/manifest-sha256.txt")
    }

    /// Adds a table.
    func add(_ table: String, _ columns: [String], _ rows: [[String]]) throws {
        let quoted = ([columns] + rows).map { row in
            row.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
        }
        let bytes = Data(quoted.joined().utf8)
        try reseal { files, resources in
            files["\(table).csv"] = bytes
            resources.append([
                "name": table, "path": "\(table).csv", "bytes": bytes.count,
                "hash": "sha256:\(SHA256Digest.hex(of: Array(bytes)))", "dialect": ["delimiter": ","],
                "schema": [
                    "fields": columns.map { ["name": $0, "type": "string", "description": "A column."] }
                ],
            ])
        }
    }
}

/// Reads CSV with commas and quotes around every field.
enum CSVText {
    static func rows(_ text: String) -> [[String: String]] {
        var table: [[String]] = [], row: [String] = [], field = "", isQuoted = false
        var scalars = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
        while let scalar = scalars.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    field.unicodeScalars.append(scalar)
                } else if scalars.first == "\"" {
                    scalars.removeFirst()
                    field += "\""
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," || scalar == "\n" {
                row.append(field)
                field = ""
                if scalar == "\n" {
                    table.append(row)
                    row = []
                }
            }
        }
        guard let header = table.first else { return [] }
        return table.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }
}
