import Foundation
import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// The order of the rows of listed generations (CONTRACT section 6).
@Suite struct RowOrderTests {
    /// A generation with this id, of the sample rules: 1 is critical, 0 high, 3 medium and 2 low.
    private func sample(_ id: String, _ decision: Decision, rule: Int = 0) -> Sample {
        var sample = Sample()
        sample.records.generations[0].id = BorrowedText(copying: id)
        sample.judgement.decision = decision
        let band: Band = decision == .flagged ? .flagged : .near
        sample.judgement.findings = [Finding(rule: rule, band: band, deciding: 0, matched: 0..<1)]
        sample.judgement.top = 0
        if decision == .incomplete {
            sample.judgement.findings = []
            sample.judgement.top = nil
        }
        return sample
    }

    /// The rows in input order, with the place that each has in the report.
    private static let places: [(decision: Decision, rule: Int)] = [
        (.incomplete, 0), (.near, 2), (.near, 1), (.flagged, 3), (.flagged, 0), (.flagged, 2), (.near, 0),
        (.flagged, 1), (.near, 3),
    ]
    private static let order = [7, 4, 3, 5, 2, 6, 8, 1, 0]

    private func summary(rounds: Int) -> Summary {
        var summary = Sample.summary(listed: 0)
        summary.counts.responses = 9 * rounds
        summary.counts.generations = 9 * rounds
        summary.counts.flagged = 4 * rounds
        summary.counts.near = 4 * rounds
        summary.counts.incomplete = rounds
        for severity in Severity.allCases {
            summary.counts.bySeverity.flagged[severity] = rounds
            summary.counts.bySeverity.near[severity] = rounds
        }
        summary.agreement.both = 4 * rounds
        summary.agreement.platformOnly = 5 * rounds
        for rule in summary.rules.indices {
            summary.rules[rule].flagged = rounds
            summary.rules[rule].near = rounds
        }
        return summary
    }

    private func ids(_ folder: TemporaryFolder, _ name: String, column: String) throws -> [String] {
        let rows = CSVReader.strings(Array(try folder.bytes("out/\(name)").dropFirst(3)))
        let index = try #require(rows[0].firstIndex(of: column))
        return rows.dropFirst().map { $0[index] }
    }

    @Test(arguments: [1, 4, 100, 2000])
    func `rows stand by decision, then severity, then input order`(_ batch: Int) throws {
        let folder = try TemporaryFolder(), style = ReportStyle(), rounds = batch > 1000 ? 500 : 3
        var report = try ReportFolder(at: folder.file("out"), style: style)
        var pages = BatchRows(style: style)
        for number in 0..<rounds * 9 {
            let place = Self.places[number % 9]
            pages.list(sample("g\(number)", place.decision, rule: place.rule).listed)
            if number % batch == batch - 1 {
                try report.append(&pages)
                pages.clear()
            }
        }
        try report.append(&pages)
        try report.finish(summary(rounds: rounds))
        let expected = Self.order.flatMap { place in (0..<rounds).map { "g\($0 * 9 + place)" } }
        #expect(try ids(folder, "generations.csv", column: "generation_id") == expected)
        #expect(try ids(folder, "findings.csv", column: "generation_id") == expected.dropLast(rounds))
        var listed = try ListedEvidence(of: SealedReport(at: folder.file("out"))), found: [String?] = []
        while let row = try listed.next() { found.append(row.generationID) }
        #expect(found == expected)
    }

    @Test(arguments: [2, 3, 5, 7])
    func `a long table of groups continues in the next file`(_ limit: Int) throws {
        let folder = try TemporaryFolder(), style = ReportStyle()
        var report = try ReportFolder(at: folder.file("out"), style: style, rowLimit: limit) {
            path throws(ReportError) in try ReportFile(path: path)
        }
        var pages = BatchRows(style: style)
        for number in 0..<9 {
            pages.list(
                sample("g\(number)", Self.places[number].decision, rule: Self.places[number].rule).listed)
        }
        try report.append(&pages)
        try report.finish(summary(rounds: 1))
        let parts = (9 + limit - 2) / (limit - 1)
        var found: [String] = []
        for part in 1...parts {
            let name = part == 1 ? "generations.csv" : "generations-\(part).csv"
            let rows = try ids(folder, name, column: "generation_id")
            #expect(!rows.isEmpty && rows.count < limit)
            found += rows
        }
        #expect(found == Self.order.map { "g\($0)" })
        #expect(
            try folder.names("out").filter { $0.hasPrefix("generations") && $0.hasSuffix("csv") }.count == parts
        )
    }

    @Test func `the most frequent reasons are counted without positions and superseded rows`() throws {
        let folder = try TemporaryFolder(), style = ReportStyle(csv: .data, delimiter: .semicolon)
        var report = try ReportFolder(at: folder.file("out"), style: style)
        var pages = BatchRows(style: style)
        for line in 1...12 {
            let place = TextPlace(path: "a;\"b\".ndjson", line: line, byteOffset: line)
            let reason =
                line % 4 == 0 ? "the \"quoted; reason\"" : "line \(line), column 3: cut off: ends in a string"
            pages.addUnreadable(reason: reason, place: place)
        }
        var pending = Unaudited(kind: .pending, reason: "running", generationsBefore: 0)
        pending.taskID = BorrowedText("task")
        pages.addUnaudited(
            pending, task: IDKey(BorrowedText("task")), place: TextPlace(path: "c", line: 1, byteOffset: 0))
        try report.append(&pages)
        _ = try report.writeUnaudited { _ in true }
        let reasons = report.unauditedReasons
        #expect(reasons.map(\.reason) == ["cut off: ends in a string", "the \"quoted; reason\""])
        #expect(reasons.map(\.count) == [9, 3])
        #expect(reasons.map(\.source) == ["a;\"b\".ndjson:1", "a;\"b\".ndjson:4"])
    }

    /// Rows beyond what memory holds are on the disk in between.
    @Test func `a spool holds more than its memory`() throws {
        let folder = try TemporaryFolder()
        var spool = SpoolFile(in: folder.path), expected: [UInt8] = []
        for number in 0..<9000 {
            let text = "row \(number) " + String(repeating: "x", count: number % 97) + "\n"
            expected += text.utf8
            try spool.append(BorrowedText(copying: text))
        }
        #expect(expected.count > 1 << 18)
        #expect(try folder.names().isEmpty)
        var found: [UInt8] = []
        try spool.drain { text throws(ReportError) in found += text }
        #expect(found == expected)
        try spool.drain { text throws(ReportError) in found += text }
        #expect(found.count == expected.count)
    }
}
