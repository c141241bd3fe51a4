internal import Foundation
internal import TestSupport
internal import Testing

extension Fixtures {
    /// Compares with the file of expected text. `MODAUDIT_RECORD=1` writes that file instead, and fails the test.
    static func expect(_ text: String, toBe path: String) throws {
        let url = root.appending(path: path)
        if Command.isRecording {
            try Data(text.utf8).write(to: url)
            Issue.record("recorded \(path)")
            return
        }
        #expect(try text == Fixtures.text(path), "differs from \(path)")
    }
}
