internal import Foundation
internal import Testing

/// The files under `fixtures/policies`, and the expected texts beside them.
struct Fixtures {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "fixtures")

    /// The names of the policies in a folder, without `.yaml`.
    static func policies(in folder: String) -> [String] {
        let url = root.appending(path: "policies/\(folder)")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: root.appending(path: path)))
    }

    /// Compares with the file of expected text. `MODAUDIT_RECORD=1` writes that file instead, and fails the test.
    static func expect(_ text: String, toBe path: String) throws {
        let url = root.appending(path: path)
        if ProcessInfo.processInfo.environment["MODAUDIT_RECORD"] == "1" {
            try Data(text.utf8).write(to: url)
            Issue.record("recorded \(path)")
            return
        }
        let expected = try String(decoding: Data(contentsOf: url), as: UTF8.self)
        #expect(text == expected, "differs from \(path)")
    }
}
