import Foundation
import Testing

@testable import Responses

@Suite struct NestedEnvelopeTests {
    /// `depth` nested envelopes of one kind around a task.
    private static func nested(_ open: String, _ close: String, depth: Int) -> String {
        let task = Tree.task(.generation("gen_x")).json
        return String(repeating: open, count: depth) + task + String(repeating: close, count: depth)
    }

    @Test(arguments: [
        ("[", "]"), (#"{"data":"#, "}"), (#"{"detail":["#, "]}"), (#"{"id":"t","generations":["#, "]}"),
        (#"{"code":0,"status":"x","task_id":"t","data":"#, "}"), (#"{"sha256":"","response":"#, "}"),
    ])
    func `a thousand nested envelopes fit the stack of a worker`(open: String, close: String) async {
        let levels = 1000 / open.count { "[{".contains($0) }
        let json = Self.nested(open, close, depth: levels)
        let rows = await withCheckedContinuation { continuation in
            let thread = Thread {
                let rows = try? reading(json) { flattener in
                    flattener.records.unaudited.map { "\($0.kind.rawValue) \($0.reason)" }
                }
                continuation.resume(returning: rows ?? [])
            }
            // The minimum stack of pool threads on Linux.
            thread.stackSize = 1 << 20
            thread.start()
        }
        #expect(rows.count == 1)
        #expect(rows.first?.hasPrefix("unreadable ") == true)
        #expect(rows.first?.hasSuffix(": more than 64 envelopes within one another") == true)
    }

    @Test(arguments: [
        (#"{"data":"#, "}", 1), (#"{"detail":["#, "]}", 2), (#"{"id":"t","generations":["#, "]}", 1),
    ])
    func `sixty-four nested envelopes are read, and a deeper one is reported`(
        open: String, close: String, levels: Int
    ) throws {
        let most = 63 / levels
        try reading(Self.nested(open, close, depth: most)) { flattener in
            #expect(flattener.records.generations.count == 1 && flattener.records.unaudited.isEmpty)
        }
        try reading(Self.nested(open, close, depth: most + 1)) { flattener in
            #expect(!flattener.records.generations.contains { $0.id.map(String.init) == "gen_x" })
            #expect(flattener.records.unaudited.map(\.kind) == [.unreadable])
        }
    }

    @Test func `the reason of a deeply nested error is short`() throws {
        let json = String(repeating: #"{"error":"#, count: 900) + #""x""# + String(repeating: "}", count: 900)
        try reading(json) { #expect($0.records.unaudited.map(\.kind) == [.apiError]) }
    }
}
