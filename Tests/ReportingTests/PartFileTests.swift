import Foundation
import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// Part files: what is written is read back, and nothing else is accepted (CONTRACT section 17).
@Suite struct PartFileTests {
    private static let style = ReportStyle(scores: .hits)

    private static func header(_ number: Int, of count: Int) -> PartHeader {
        PartHeader(number: number, of: count, policy: Sample.policy, style: style, toolVersion: "1.0")
    }

    /// Rows of a batch with `count` generations and two other rows.
    private static func rows(_ count: Int, from first: Int) -> BatchRows {
        var rows = BatchRows(style: style)
        for number in first..<first + count {
            var sample = Sample(text: "=\"a\", b;\tc \(number)")
            sample.place.line = number
            rows.list(sample.listed)
        }
        rows.addUnreadable(reason: "cut off", place: TextPlace(path: "a", line: first, byteOffset: 0))
        var pending = Unaudited(kind: .pending, reason: "running", generationsBefore: 0)
        pending.taskID = BorrowedText(copying: "task_\(first)")
        let key = IDKeying.digest.key(of: BorrowedText(copying: "task_\(first)"))
        rows.addUnaudited(pending, task: key, place: TextPlace(path: "b", line: 1, byteOffset: 0))
        return rows
    }

    private static func report(
        _ folder: TemporaryFolder, _ name: String, limit: Int,
        _ fill: (inout ReportFolder) throws(ReportError) -> Void
    ) throws -> [String: Data] {
        var report = try ReportFolder(at: folder.file(name), style: style, rowLimit: limit) {
            path throws(ReportError) in try ReportFile(path: path)
        }
        try fill(&report)
        let superseded = try report.writeUnaudited { $0 == IDKeying.digest.key(of: BorrowedText("task_1")) }
        #expect(superseded == [.pending: 1])
        var summary = Sample.summary(listed: 9)
        summary.unaudited = [.unreadable: 3, .pending: 2, .superseded: 1]
        try report.finish(summary)
        return try folder.contents(of: name)
    }

    /// The files of a report of one, two and six generations, committed and read back from parts.
    @Test(arguments: [2, 3, 5, Int.max])
    func `rows of parts give the files of the rows, split at the limit of a sheet`(_ limit: Int) throws {
        let folder = try TemporaryFolder()
        let batches = [(1, 1), (2, 2), (6, 4)]
        let expected = try Self.report(folder, "expected", limit: limit) { report throws(ReportError) in
            for (count, first) in batches {
                var rows = Self.rows(count, from: first)
                try report.append(&rows)
            }
        }
        for (index, batch) in batches.enumerated() {
            var part = try PartWriter.create(folder.file("\(index)"), Self.header(index + 1, of: 3))
            part.add(nil, outcome: 7)
            part.add(IDKeying.digest.key(of: BorrowedText("id")), outcome: 8)
            try part.append(Self.rows(batch.0, from: batch.1))
            try part.finish(totals: { $0.count(index) }, tasks: [])
            #expect(try folder.bytes("\(index).keys").prefix(24).allSatisfy { $0 == 0 })
            #expect(try folder.bytes("\(index).keys").count == 48)
        }
        let found = try Self.report(folder, "found", limit: limit) { report throws(ReportError) in
            for index in batches.indices {
                var part = try PartReader.open(folder.file("\(index)")), rows = BatchRows(style: Self.style)
                #expect(part.header == Self.header(index + 1, of: 3))
                while let chunk = try part.next() {
                    switch chunk {
                    case .rows:
                        let ids = try part.decode { part throws(PartFault) in try rows.read(&part) }
                        #expect(ids.left == 16)
                        try report.append(&rows)
                    case .cards:
                        try part.decode { part throws(PartFault) in try rows.readCards(&part) }
                        try report.append(&rows)
                    case .totals:
                        #expect(try part.decode { part throws(PartFault) in try part.count() } == index)
                    default: break
                    }
                }
            }
        }
        #expect(found.keys.sorted() == expected.keys.sorted())
        for (name, bytes) in expected { #expect(found[name] == bytes, "\(name)") }
    }

    @Test func `a part that is not finished leaves no file`() throws {
        let folder = try TemporaryFolder()
        do {
            var part = try PartWriter.create(folder.file("part"), Self.header(1, of: 1))
            try part.append(Self.rows(1, from: 1))
            #expect(try folder.names().count == 2)
        }
        #expect(try folder.names() == [])
    }

    @Test func `values read back with all their bits`() throws {
        var encoder = PartEncoder()
        let words: [UInt64] = [0, 1, 0x7F, 0x80, 1 << 63, .max], integers: [Int64] = [0, -1, 1, .min, .max]
        let decimals = [0, -0.0, 0.1, .infinity, -.infinity, .leastNonzeroMagnitude]
        for word in words { encoder.word(word) }
        for integer in integers { encoder.integer(integer) }
        for decimal in decimals { encoder.decimal(decimal) }
        encoder.text("é\0")
        encoder.text(String?.none)
        encoder.flag(true)
        let key = try #require(IDKey(high: 1 << 63, low: 3))
        encoder.key(key)
        var decoder = PartDecoder(encoder.text)
        for word in words { #expect(try decoder.word() == word) }
        for integer in integers { #expect(try decoder.integer() == integer) }
        for decimal in decimals { #expect(try decoder.decimal().bitPattern == decimal.bitPattern) }
        #expect(try decoder.text() == "é\0")
        #expect(try decoder.optionalText() == nil)
        #expect(try decoder.flag())
        #expect(try decoder.key() == key)
        try decoder.end()
    }

    @Test func `values that no part has are refused`() {
        func refuses(
            _ bytes: [UInt8], _ read: (inout PartDecoder) throws -> Void
        ) {
            var decoder = PartDecoder(BorrowedText(copying: bytes))
            #expect(throws: PartFault.self) { try read(&decoder) }
        }
        let far: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]
        refuses([]) { _ = try $0.word() }
        refuses([0x80]) { _ = try $0.word() }
        refuses([UInt8](repeating: 0x80, count: 10) + [1]) { _ = try $0.word() }
        refuses([UInt8](repeating: 0xFF, count: 9) + [2]) { _ = try $0.word() }
        refuses(far) { _ = try $0.count() }
        refuses([5]) { _ = try $0.count(upTo: 4) }
        refuses(far + [1]) { _ = try $0.bytes() }
        refuses([3, 1, 2]) { _ = try $0.text() }
        refuses([3, 1, 2]) { _ = try $0.elements() }
        refuses([2]) { _ = try $0.flag() }
        refuses([0, 0, 0, 0, 0, 0, 0xF8, 0x7F]) { _ = try $0.decimal() }
        refuses([1]) { try $0.end() }
        refuses([1, 2, 3]) { _ = try $0.key() }
    }
}
