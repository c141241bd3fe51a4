@testable import Digests
@testable import Pull
@testable import Responses

/// A line of an archive: made of a body, as a pull does it, or taken as it is.
enum Captures {
    nonisolated(unsafe) private static var line = CaptureLine(limit: 64 << 20)
    nonisolated(unsafe) private static var flattener = ResponseFlattener()
    nonisolated(unsafe) private static var inner = ResponseFlattener()

    static func check(_ bytes: [UInt8], composed: Bool) {
        guard composed else {
            read(bytes)
            return
        }
        let origin = CaptureLine.Origin(
            url: "https://relay.example.com/sora/v1/videos/task_1", status: 200, attempts: 1,
            fetchedAt: 1_763_769_607)
        do throws(Unfit) {
            let standing = try line.compose(bytes, from: origin)
            let text = Array(line.bytes)
            precondition(
                text.last == 0x0A && !text.dropLast().contains { $0 == 0x0A || $0 == 0x0D }, "not one line")
            let sound = read(text.dropLast())
            precondition(sound, "a line that no scan would take")
            precondition(flattener.records.standing == standing, "another standing")
            let id = flattener.records.capture?.url.map { Array(BaseURL.taskID(in: $0.bytes)) }
            precondition(id == Array("task_1".utf8), "another id")
        } catch {
            precondition(!error.reason.isEmpty)
        }
    }

    /// Whether it is an answer with the digest of its own bytes.
    @discardableResult
    private static func read(_ bytes: some Collection<UInt8>) -> Bool {
        let padded = Array(bytes) + [UInt8](repeating: 0, count: 64)
        return padded.withBorrowedText(ofFirst: bytes.count) { text in
            guard (try? flattener.flatten(text)) != nil else { return false }
            precondition(flattener.records.generations.count + flattener.records.unaudited.count > 0, "silence")
            guard let capture = flattener.records.capture, let response = capture.response(in: text) else {
                return false
            }
            // What is hashed is what is judged.
            guard (try? inner.flatten(response)) != nil else {
                preconditionFailure("the answer's bytes are no JSON")
            }
            // A capture within another is a row, whatever it holds.
            guard inner.records.capture == nil else { return false }
            precondition(
                inner.records.generations.count == flattener.records.generations.count,
                "another answer was hashed")
            precondition(
                inner.records.unaudited.count == flattener.records.unaudited.count, "another answer was hashed")
            return capture.sha256.map(String.init) == response.withSpan { SHA256Digest.hex(of: $0) }
        }
    }
}
