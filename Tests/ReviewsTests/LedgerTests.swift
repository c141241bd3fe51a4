import Digests
import Foundation
import Policies
import Reporting
import Responses
import Synchronization
import TestSupport
import Testing
import Utilities

@testable import Reviews

/// The ledger on disk (CONTRACT section 15).
@Suite struct LedgerTests {
    private static func line(
        _ id: String, _ decision: ReviewDecision = .dismissed, by reviewer: String = "anna", note: String? = nil
    ) throws -> LedgerLine {
        var line = LedgerLine(
            decision, of: id, by: reviewer, at: try #require(UTCTime("2026-11-26T09:00:00Z")),
            in: ReviewedSheet(name: "a.csv", sha256: SHA256Digest.hex(of: Array("a".utf8)), row: 2))
        line.reviewKey = "rk_\(id)"
        line.note = note
        return line
    }

    /// A folder with a ledger of these generations.
    private static func ledger(_ ids: [String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var writer = try LedgerWriter(in: folder.path)
        for id in ids { try writer.append(try line(id)) }
        try writer.finish()
        return folder
    }

    private static func ids(_ folder: TemporaryFolder) throws -> [String] {
        var ids: [String] = []
        try Ledger(in: folder.path).forEachLine { line throws(ReportError) in
            ids.append(line.generationID)
            return true
        }
        return ids
    }

    private static func lines(of id: String, in folder: TemporaryFolder) throws -> [LedgerLine] {
        var reader = LedgerLineReader(), id = id
        let ledger = try Ledger(in: folder.path)
        return try id.withBorrowedText { text in
            Result { try ledger.lines(of: text, &reader) }
        }.get()
    }

    private static func refusal(_ folder: TemporaryFolder) -> String? {
        do throws(ReportError) {
            _ = try Ledger(in: folder.path)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `lines are numbered and chained`() throws {
        let folder = try Self.ledger(["a", "b", "a"])
        let text = try folder.text("decisions.ndjson")
        let lines = text.split(separator: "\n").map(String.init)
        #expect(text.hasSuffix("}}\n") && lines.count == 3)
        let ledger = try Ledger(in: folder.path, watching: 2)
        #expect(ledger.entries == 3)
        #expect(ledger.sha256 == SHA256Digest.hex(of: Array(text.utf8)))
        #expect(ledger.lastSHA256 == SHA256Digest.hex(of: Array(lines[2].utf8)))
        #expect(ledger.watchedSHA256 == SHA256Digest.hex(of: Array(lines[1].utf8)))
        let first = try #require(Self.lines(of: "a", in: folder).first)
        #expect(first.seq == 1 && first.previous == String(repeating: "0", count: 64))
        #expect(try Self.lines(of: "a", in: folder).map(\.seq) == [1, 3])
        #expect(try Self.lines(of: "b", in: folder)[0].previous == SHA256Digest.hex(of: Array(lines[0].utf8)))
        #expect(try Self.lines(of: "c", in: folder) == [])
    }

    @Test func `an empty folder is an empty ledger, and a missing folder is none`() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger(in: folder.path)
        #expect(ledger.entries == 0 && ledger.lastSHA256 == String(repeating: "0", count: 64))
        #expect(ledger.watchedSHA256 == ledger.lastSHA256)
        #expect(try folder.names() == [])
        let missing = folder.file("missing")
        #expect(throws: ReportError.failed(action: "read", path: missing, errno: ENOENT)) {
            _ = try Ledger(in: missing)
        }
    }

    @Test func `an import creates the folder and continues the chain`() throws {
        let folder = try TemporaryFolder()
        for id in ["a", "b"] {
            var writer = try LedgerWriter(in: folder.file("one/two"))
            #expect(writer.tornPart == nil)
            try writer.append(try Self.line(id))
            try writer.finish()
        }
        #expect(try Ledger(in: folder.file("one/two")).entries == 2)
        #expect(try folder.names("one/two") == ["decisions.lock", "decisions.ndjson"])
    }

    @Test func `a ledger torn at any byte keeps its whole lines`() throws {
        let folder = try Self.ledger(["a", "b"])
        let whole = try folder.bytes("decisions.ndjson")
        let file = try FileDescriptor(opening: folder.file("decisions.ndjson"), O_RDWR)
        for length in (0...whole.count).reversed() {
            try file.truncate(to: length)
            #expect(try Ledger(in: folder.path).entries == whole[..<length].count { $0 == 10 }, "\(length)")
        }
    }

    @Test func `an import moves a torn line to a part of its own`() throws {
        let whole = try Self.ledger(["a", "b"]).bytes("decisions.ndjson")
        let folder = try TemporaryFolder()
        let end = try #require(whole.firstIndex(of: 10)) + 1
        var parts = 0
        for length in [0, 1, end - 1, end, end + 1, whole.count - 1, whole.count] {
            try folder.write(Array(whole[..<length]), to: "decisions.ndjson")
            let kept = whole[..<length].count { $0 == 10 }
            let tail = Array(whole[(length < end ? 0 : length < whole.count ? end : length)..<length])
            var writer = try LedgerWriter(in: folder.path)
            #expect(writer.entries == kept)
            let part = writer.tornPart
            try writer.append(try Self.line("d"))
            try writer.finish()
            if !tail.isEmpty { parts += 1 }
            #expect(part == (tail.isEmpty ? nil : "torn-\(parts).part"))
            if let part { #expect(try folder.bytes(part) == tail) }
            #expect(try Self.ids(folder) == ["a", "b"].prefix(kept) + ["d"])
        }
        #expect(parts == 4)
    }

    @Test func `an edited line breaks the chain`() throws {
        let folder = try Self.ledger(["a", "b", "c"])
        let text = try folder.text("decisions.ndjson")
        try folder.write(text.replacingOccurrences(of: "\"b\"", with: "\"x\""), to: "decisions.ndjson")
        let file = folder.file("decisions.ndjson")
        #expect(
            Self.refusal(folder)
                == "\(file): the ledger is broken: line 3 has another `previous` than SHA-256 of the line before it: "
                + "one of them was edited; restore it from a copy")
        #expect(throws: ReportError.self) { _ = try LedgerWriter(in: folder.path) }
    }

    @Test(arguments: [
        ([0, 2], "line 2 has `seq` 3: a line was added or removed"),
        ([1, 2], "line 1 has `seq` 2: a line was added or removed"),
        ([0, 1, 1], "line 3 has `seq` 2: a line was added or removed"),
        ([0, 3, 1], "line 2 is not JSON"),
        ([4], "line 1 is not as the ledger has it: `seq`"),
        ([0, 1, 5, 2], "line 3 is not JSON"),
        ([0, 6], "line 2 is not JSON"),
        ([0, 7], "line 2 is not as the ledger has it: `the line`"),
    ])
    func `a ledger with other lines is refused`(order: [Int], reason: String) throws {
        let folder = try Self.ledger(["a", "b", "c"])
        var lines = try folder.text("decisions.ndjson").split(separator: "\n").map(String.init)
        lines += ["", "{\"seq\":\"1\"}", "{\"seq\":3,\"previous\":\"\u{0}", "{\"seq\":1e400}", "[]"]
        try folder.write(order.map { lines[$0] + "\n" }.joined(), to: "decisions.ndjson")
        #expect(Self.refusal(folder)?.contains("the ledger is broken: \(reason)") == true)
    }

    @Test func `a line of more than 16 MiB is refused`() throws {
        let folder = try Self.ledger(["a"])
        let bytes = try folder.bytes("decisions.ndjson")
        try folder.write(bytes + Array(repeating: 0x20, count: 18 << 20), to: "decisions.ndjson")
        #expect(Self.refusal(folder)?.hasSuffix("line 2 is longer than 16 MiB") == true)
    }

    @Test func `a line that could not be read back is not added`() throws {
        let folder = try TemporaryFolder()
        var writer = try LedgerWriter(in: folder.path)
        var line = try Self.line("a")
        line.signalsSHA256 = "no digest"
        #expect(throws: ReportError.self) { try writer.append(line) }
        try writer.append(try Self.line("b"))
        try writer.finish()
        #expect(try Self.ids(folder) == ["b"])
    }

    /// A ledger that is read in several parts, each on several threads. One line is longer than a part.
    private static let largeLedger = Result { () throws -> [String] in
        let folder = try TemporaryFolder()
        var writer = try LedgerWriter(in: folder.path)
        for number in 1...900 {
            let note = number == 600 ? 1_100_000 : number * 37 % 1000
            try writer.append(try line("g\(number % 400)", note: String(repeating: "n", count: note)))
        }
        try writer.finish()
        return try folder.text("decisions.ndjson").split(separator: "\n").map(String.init)
    }

    @Test func `a large ledger has the digests of its file and lines, and finds every generation`() throws {
        let folder = try TemporaryFolder(), lines = try Self.largeLedger.get()
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "decisions.ndjson")
        let ledger = try Ledger(in: folder.path, watching: 834)
        #expect(ledger.entries == 900)
        #expect(ledger.sha256 == SHA256Digest.hex(of: Array(lines.map { $0 + "\n" }.joined().utf8)))
        #expect(ledger.watchedSHA256 == SHA256Digest.hex(of: Array(lines[833].utf8)))
        #expect(ledger.lastSHA256 == SHA256Digest.hex(of: Array(lines[899].utf8)))
        var reader = LedgerLineReader()
        for number in 0..<400 {
            var id = "g\(number)"
            let found = try id.withBorrowedText { text in Result { try ledger.lines(of: text, &reader) } }.get()
            #expect(found.map(\.seq) == [number, number + 400, number + 800].filter { 1...900 ~= $0 })
        }
        var count = 0
        try ledger.forEachLine { line throws(ReportError) in
            count += 1
            return line.seq == count
        }
        #expect(count == 900)
    }

    /// An edit shows in the line after it, which has the old digest; other faults show in their own line.
    @Test(arguments: [[300], [801], [899], [300, 700], [700, -702], [-700, 701], [-1], [-900]])
    func `the first wrong line of a large ledger is named`(edits: [Int]) throws {
        let folder = try TemporaryFolder()
        var lines = try Self.largeLedger.get()
        for edit in edits {
            lines[abs(edit) - 1] =
                edit > 0 ? lines[edit - 1].replacingOccurrences(of: "\"anna\"", with: "\"ben\"") : "{"
        }
        try folder.write(lines.map { $0 + "\n" }.joined(), to: "decisions.ndjson")
        let reason =
            edits[0] > 0 ? "line \(edits[0] + 1) has another `previous`" : "line \(-edits[0]) is not JSON"
        #expect(Self.refusal(folder)?.contains("the ledger is broken: \(reason)") == true)
    }

    /// The reader has a thread of its own: one that waits for a thread of the other tests could lose its patience.
    @Test func `a second import is refused at once, and a reader waits for the first`() throws {
        let folder = try Self.ledger(["a"])
        var writer = try LedgerWriter(in: folder.path)
        do throws(ReportError) {
            _ = try LedgerWriter(in: folder.path)
            Issue.record("two importers")
        } catch {
            #expect("\(error)" == "\(folder.path): another import or a scan uses this ledger; try again")
        }
        let path = folder.path, entries = Mutex<Int?>(nil)
        let started = DispatchSemaphore(value: 0), ended = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            started.signal()
            let count = try? Ledger(in: path).entries
            entries.withLock { $0 = count }
            ended.signal()
        }
        started.wait()
        usleep(100_000)
        try writer.append(try Self.line("b"))
        try writer.finish()
        ended.wait()
        #expect(entries.withLock { $0 } == 2)
    }

    @Test func `a line that repeats the last one of its reviewer on its key is recorded, added lines too`()
        throws
    {
        let folder = try Self.ledger(["a", "b"])
        var writer = try LedgerWriter(in: folder.path)
        let id = BorrowedText("a")
        let line = try Self.line("a")
        #expect(line.isRecorded(in: try writer.lines(of: id)))
        #expect(!(try Self.line("a", by: "ben").isRecorded(in: try writer.lines(of: id))))
        var other = line
        other.reviewKey = "rk_b"
        #expect(!other.isRecorded(in: try writer.lines(of: id)))
        let newer = try Self.line("a", .violation, note: "new")
        try writer.append(newer)
        #expect(try writer.lines(of: id).map(\.seq) == [1, 3])
        #expect(newer.isRecorded(in: try writer.lines(of: id)))
        #expect(!line.isRecorded(in: try writer.lines(of: id)))
        #expect(!(try Self.line("a", .violation).isRecorded(in: try writer.lines(of: id))))
        try writer.finish()
        #expect(try Ledger(in: folder.path).entries == 3)
    }

    @Test func `lines that cannot be written are removed again`() throws {
        let folder = try Self.ledger(["a"])
        let before = try folder.bytes("decisions.ndjson")
        var writer = try LedgerWriter(in: folder.path)
        let note = String(repeating: "n", count: 8_000)
        for number in 0..<300 { try writer.append(try Self.line("g\(number)", note: note)) }
        #expect(try folder.bytes("decisions.ndjson").count > before.count)
        writer.withdraw()
        #expect(try folder.bytes("decisions.ndjson") == before)
    }

    @Test func `a sheet that was imported is found by its digest`() throws {
        let folder = try Self.ledger(["a", "b"])
        let ledger = try Ledger(in: folder.path)
        #expect(try ledger.hasSheet(SHA256Digest.hex(of: Array("a".utf8))))
        #expect(try !ledger.hasSheet(SHA256Digest.hex(of: Array("b".utf8))))
    }

    @Test func `two Unicode forms of an id are two generations`() throws {
        let folder = try Self.ledger(["\u{E9}", "e\u{301}"])
        #expect(try Self.lines(of: "\u{E9}", in: folder).map(\.seq) == [1])
        #expect(try Self.lines(of: "e\u{301}", in: folder).map(\.seq) == [2])
    }

    @Test func `a link or a folder in place of the lines is refused`() throws {
        let folder = try Self.ledger(["a"]), other = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: other.file("decisions.ndjson"), withDestinationPath: folder.file("decisions.ndjson"))
        #expect(throws: ReportError.self) { _ = try Ledger(in: other.path) }
        #expect(throws: ReportError.self) { _ = try LedgerWriter(in: other.path) }
        let third = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: third.file("decisions.ndjson"), withIntermediateDirectories: false)
        #expect(throws: ReportError.self) { _ = try Ledger(in: third.path) }
    }
}
