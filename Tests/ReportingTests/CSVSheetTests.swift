import TestSupport
import Testing

@testable import Reporting
@testable import Responses

@Suite struct CSVSheetTests {
    @Test(arguments: ReportStyle.Delimiter.allCases)
    func `data cells read back unchanged`(_ delimiter: ReportStyle.Delimiter) {
        var random = SeededGenerator(seed: 20_261_122)
        let rows = (0..<2000).map { _ in (0..<3).map { _ in random.nastyText() } }
        var sheet = CSVSheet(style: ReportStyle(csv: .data, delimiter: delimiter))
        for row in rows {
            for cell in row { sheet.text("a", cell) }
            sheet.endRow()
        }
        let read = CSVReader.bytes(sheet.copied(), delimiter: delimiter.rawValue)
        #expect(read == rows.map { $0.map { Array($0.utf8) } })
    }

    @Test func `no spreadsheet cell holds control characters or starts a formula`() {
        var random = SeededGenerator(seed: 7)
        var sheet = CSVSheet(style: ReportStyle(csv: .excel))
        for _ in 0..<5000 {
            sheet.text("a", random.nastyText())
            sheet.text("b", BorrowedText(copying: random.nastyText()))
            sheet.endRow()
        }
        let read = CSVReader.strings(sheet.copied())
        #expect(read.count == 5000)
        for cell in read.joined() {
            #expect(!cell.unicodeScalars.contains { $0.properties.generalCategory == .control })
            #expect(!cell.unicodeScalars.contains("\u{2028}") && !cell.unicodeScalars.contains("\u{2029}"))
            let seen = cell.unicodeScalars.drop {
                $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
            }
            #expect(!"=+-@＝＋－＠".unicodeScalars.contains(seen.first ?? "a"))
        }
    }

    @Test func `numbers have no guard and the shortest form`() {
        var sheet = CSVSheet(style: ReportStyle(csv: .excel))
        for value in [-0.025, 0, 1, 0.1, 1e-7, 1e22, -0.0, 0.1 + 0.2] { sheet.decimal("a", value) }
        sheet.decimal("a", .nan)
        sheet.decimal("a", .infinity)
        for value: Int64 in [-1, 0, 999, 1000, -2, .min, .max] { sheet.integer("a", value) }
        sheet.flag("a", true)
        sheet.flag("a", false)
        sheet.flag("a", nil)
        sheet.endRow()
        let expected = [
            "-0.025", "0", "1", "0.1", "1e-07", "1e+22", "-0", "0.30000000000000004", "", "", "-1", "0", "999",
            "1000", "-2", "-9223372036854775808", "9223372036854775807", "true", "false", "",
        ]
        #expect(CSVReader.strings(sheet.copied()) == [expected])
    }

    /// The longest has 24 bytes, two quotes and a comma; the third and the fourth differ in the last bit.
    @Test func `a decimal is written again as it was the first time`() {
        let values = [0.5, 0, 0.1 + 0.2, 0.3, -1.2345678901234568e-300, 0.12345678901234566, 1e22]
        var sheet = CSVSheet(style: ReportStyle(csv: .data))
        for _ in 0..<3 {
            for value in values { sheet.decimal("a", value) }
            sheet.endRow()
        }
        let expected = [
            "0.5", "0", "0.30000000000000004", "0.3", "-1.2345678901234568e-300", "0.12345678901234566",
            "1e+22",
        ]
        #expect(CSVReader.strings(sheet.copied()) == [expected, expected, expected])
    }

    @Test func `every integer reads back`() {
        var sheet = CSVSheet(style: ReportStyle(csv: .data))
        let edges = (0..<63).flatMap { power -> [Int64] in [1 << power, -(1 << power), (1 << power) - 1] }
        let tens = (0..<19).reduce(into: [Int64(1)]) { powers, _ in
            if let last = powers.last, last < .max / 10 { powers.append(last * 10) }
        }
        let values = edges + tens + tens.map { $0 - 1 } + Array(-5...1005)
        for value in values {
            sheet.integer("a", value)
            sheet.endRow()
        }
        #expect(CSVReader.strings(sheet.copied()) == values.map { [String($0)] })
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1_736_867_805, "2025-01-14T15:16:45Z"),
        (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
        (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_800, "253402300800"),
        (Int64.min, "-9223372036854775808"), (Int64.max, "9223372036854775807"),
    ])
    func `an epoch is written as a moment in UTC`(_ seconds: Int64, _ expected: String) {
        var buffer = OutputBuffer()
        buffer.append(epoch: seconds)
        #expect(String(decoding: buffer.copied(), as: UTF8.self) == expected)
    }
}
