import Foundation
import TestSupport
import Testing

@testable import Reviews

/// Sheets as spreadsheets and people save them (CONTRACT section 15).
@Suite struct SheetTests {
    private static let key = "rk_0123456789abcdef"

    private func sheet(_ text: String, _ key: SheetKey = .review) throws -> Sheet {
        try Sheet(Array(text.utf8), path: "in/monday.csv", key: key)
    }

    private func fault(of bytes: [UInt8], _ key: SheetKey = .review) -> SheetFault? {
        do throws(SheetFault) {
            _ = try Sheet(bytes, path: "a.csv", key: key)
            return nil
        } catch { return error }
    }

    private func fault(of text: String, _ key: SheetKey = .review) -> SheetFault? {
        fault(of: Array(text.utf8), key)
    }

    private static let expected = [
        Sheet.Row(number: 2, key: key, id: "gen_ä", decision: "Wahr", note: "näh, ok; \"x\""),
        Sheet.Row(number: 3, key: "rk_1", id: "123", decision: "", note: ""),
    ]

    /// The same sheet with every delimiter, encoding, line end, and with text above the header.
    @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
    func `delimiters, line ends, encodings and titles make no difference`(delimiter: String, end: String) throws
    {
        let header = ["review_key", "why", "Review Decision", "generation_id", "REVIEW-NOTE"]
        let first = [Self.key, "x", " Wahr ", "gen_ä", "\"näh, ok; \"\"x\"\"\""]
        let second = ["'rk_1", "", "", "'123"]
        let lines = [header, first, second].map { $0.joined(separator: delimiter) }
        for above in [[], ["sep=\(delimiter)"], ["Review of Monday", "", "by \(delimiter) anna"]] {
            let text = (above + lines).joined(separator: end) + end
            let encoded: [(SheetEncoding, [UInt8])] = [
                (.utf8, Array(text.utf8)), (.utf8, [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
                (.windows1252, Array(try #require(text.data(using: .windowsCP1252)))),
                (.utf16LittleEndian, [0xFF, 0xFE] + Array(try #require(text.data(using: .utf16LittleEndian)))),
                (.utf16BigEndian, [0xFE, 0xFF] + Array(try #require(text.data(using: .utf16BigEndian)))),
            ]
            for (encoding, bytes) in encoded {
                let sheet = try Sheet(bytes, path: "in/monday.csv", key: .review)
                #expect(sheet.rows == Self.expected)
                #expect(sheet.encoding == encoding)
                #expect(sheet.delimiter == delimiter.utf8.first)
                #expect(sheet.name == "monday.csv")
            }
        }
    }

    @Test func `every byte of Windows-1252 is its character`() throws {
        let bytes = Array("review_key,review_decision,review_note\nrk_1,no,".utf8) + Array(0x80...0xFF)
        let sheet = try Sheet(bytes, path: "a.csv", key: .review)
        let note = try #require(sheet.rows.first?.note)
        #expect(note.hasPrefix("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"))
        #expect(note.hasSuffix("úûüýþÿ"))
    }

    /// The pieces that are decoded end within characters.
    @Test(arguments: [65_534, 65_535, 65_536])
    func `characters at the ends of pieces are whole`(length: Int) throws {
        let note = String(repeating: "x", count: length / 2 - 60) + "𝄞ä𝄞"
        let text = "review_key,review_decision,review_note\nrk_1,no,\(note)\n"
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
            let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
            for shift in 0..<8 {
                let moved = String(repeating: "y", count: shift) + "\n" + text
                var reader = SheetText(mark + Array(try #require(moved.data(using: encoding))))
                var read: [UInt8] = []
                while case let piece = reader.next(), !piece.isEmpty { read += piece }
                #expect(String(decoding: read, as: UTF8.self) == moved)
            }
        }
    }

    @Test(arguments: [
        "Review Decision", "REVIEW_DECISION", "review-decision", " review_decision ", "\u{FEFF}review_decision",
        "review\u{200B}_decision", "\"\"review_decision\"\"", "'review_decision", "Review  Decision",
        "review\u{A0}decision",
    ])
    func `a column's name may be spelled in many ways`(name: String) throws {
        let sheet = try sheet("\"\(name)\",Review Key\nno,rk_1\n")
        #expect(sheet.rows.map(\.decision) == ["no"])
        #expect(sheet.rows.map(\.key) == ["rk_1"])
    }

    @Test func `the header may be in row 50, and not in row 51`() throws {
        let header = "generation_id,review_decision\ng,no\n"
        #expect(try sheet(String(repeating: "title\n", count: 49) + header).rows.count == 1)
        #expect(
            fault(of: String(repeating: "title\n", count: 50) + header) == .noHeader(expected: "review_key"))
    }

    @Test func `the delimiter is the one that yields most known columns`() throws {
        let text = "generation_id,review_decision;review_key;review_decision;review_note\n,;rk_1;no;a, b\n"
        let sheet = try sheet(
            "x;review_key;review_decision;review_note;generation_id,review_decision\n1;rk_1;no;a, b\n")
        #expect(sheet.delimiter == UInt8(ascii: ";"))
        #expect(sheet.rows.map(\.note) == ["a, b"])
        #expect(fault(of: text) == nil)
    }

    @Test func `a row may be short, longer than the header, or empty`() throws {
        let rows = try sheet("review_key,review_decision,review_note\nrk_1\n\nrk_2,no,,,,\n,,\n").rows
        #expect(rows.map(\.key) == ["rk_1", "rk_2", ""])
        #expect(rows.map(\.number) == [2, 3, 4])
        #expect(rows.map(\.isBlank) == [true, false, true])
    }

    @Test func `a note keeps its words, and no control characters`() throws {
        let rows = try sheet(
            "review_key,review_note,review_decision\nrk_1,\"a\r\nb\u{2028}c\u{1}\",no\nrk_2,'=1+1,no\n"
        ).rows
        #expect(rows.map(\.note) == ["a  b c", "=1+1"])
        let long = try sheet(
            "review_key,review_decision,review_note\nrk_1,no,\(String(repeating: "ä", count: 9_000))\n"
        ).rows
        let note = try #require(long.first?.note)
        #expect(8_188...8_192 ~= note.utf8.count)
        #expect(note.hasSuffix("ä…[cut]"))
        #expect(CellText.note(note) == note)
    }

    @Test func `a cell of 1 MiB is read, and a longer one refuses the sheet`() throws {
        let start = "review_key,review_decision,why\nrk_1,no,"
        let cell = String(repeating: "x", count: 1 << 20)
        #expect(try sheet("\(start)\(cell)\nrk_2,no,\n").rows.count == 2)
        #expect(fault(of: "\(start)\(cell)x\nrk_2,no,\n") == .longField)
        #expect(fault(of: "\(start)\"\(cell)x\"\nrk_2,no,\n") == .longField)
    }

    @Test(
        arguments: [
            ([0x50, 0x4B, 3, 4, 20, 0], SheetFault.workbook), ([0xD0, 0xCF, 0x11, 0xE0], .workbook),
            (Array("<?xml version=\"1.0\"?><Workbook>".utf8), .workbook),
            (Array("\n<HTML><table>".utf8), .workbook),
            ([0x1F, 0x8B, 8], .otherFormat("compressed")),
            (Array("{\"generations\": [".utf8), .otherFormat("JSON")),
            ([0x72, 0, 0x65, 0], .unmarkedUTF16), ([0, 0x72, 0, 0x65], .unmarkedUTF16),
            ([], .noHeader(expected: "review_key")),
            ([UInt8](repeating: 0, count: 9), .noHeader(expected: "review_key")),
        ] as [([UInt8], SheetFault)])
    func `what is no sheet is refused by its content`(bytes: [UInt8], expected: SheetFault) {
        #expect(fault(of: bytes) == expected)
    }

    @Test(arguments: [
        ("review_key,title\nrk_1,x\n", SheetFault.noDecisions),
        ("title,review_decision\nx,no\n", .noKey(expected: "review_key")),
        ("sample_key,review_decision\nsk_1,no\n", .otherKey(found: "sample_key", option: "--sample")),
        ("review_key,review_decision,Review Decision\nrk_1,no,\n", .columnTwice("review_decision")),
        ("review_key,review_key,review_decision\nrk_1,,no\n", .columnTwice("review_key")),
        ("review_key,generation_id,review_decision,generation id\nrk_1,,no,\n", .columnTwice("generation_id")),
        ("review_key,review_decision,review_note\nrk_1,no,\"never closed\nrk_2,no,\n", .endWithinQuotes),
        ("words without columns\n", .noHeader(expected: "review_key")),
    ])
    func `a sheet that cannot be imported whole is refused`(text: String, expected: SheetFault) {
        #expect(fault(of: text) == expected)
    }

    @Test func `a sheet of a report and a sheet of a sample are not mixed up`() throws {
        #expect(try sheet("sample_key,review_decision\nsk_1,no\n", .sample).rows.count == 1)
        #expect(
            fault(of: "review_key,review_decision\nrk_1,no\n", .sample)
                == .otherKey(found: "review_key", option: "--report"))
    }

    @Test func `columns may be in any order, and others may be twice`() throws {
        let rows = try sheet("x,x,review_note,generation_id,title,title,review_decision\n1,2,n,g,a,b,no\n").rows
        #expect(rows == [Sheet.Row(number: 2, key: "", id: "g", decision: "no", note: "n")])
    }

    @Test func `more rows than a spreadsheet holds refuse the sheet`() throws {
        let row = "rk_1,no\n"
        let text = "review_key,review_decision\n" + String(repeating: row, count: 1_048_575)
        #expect(try sheet(text).rows.count == 1_048_575)
        #expect(fault(of: text + row) == .tooManyRows)
    }

    /// 10 MB of quotes, of zero bytes, of delimiters, and a million columns.
    @Test func `hostile sheets end with a fault`() {
        let megabytes = 10 << 20
        for (byte, expected) in [
            (UInt8(ascii: "\""), SheetFault.longField), (0, .longField), (UInt8(ascii: ","), .tooManyColumns),
            (UInt8(ascii: "\n"), .noHeader(expected: "review_key")), (0xFF, .longField),
        ] {
            let bytes = [UInt8](repeating: byte, count: megabytes)
            #expect(fault(of: bytes) == expected)
            #expect(
                fault(of: Array("review_key,review_decision\n".utf8) + bytes) == (byte == 10 ? nil : expected))
        }
        #expect(
            fault(of: "review_key,review_decision\n\"" + String(repeating: "x", count: 100)) == .endWithinQuotes
        )
        let columns = (0..<1_000_000).map { "c\($0)" }.joined(separator: ",")
        #expect(fault(of: columns + ",review_key,review_decision\n") == .tooManyColumns)
    }

    @Test func `random bytes never crash the reader`() {
        var random = SeededGenerator(seed: 15)
        let bytes = Array("review_key,review_decision;\t|\"'\r\n \u{FEFF}ä".utf8) + [0, 0xFF, 0xFE, 0x80, 0xD8]
        for _ in 0..<3_000 {
            let start =
                Bool.random(using: &random) ? Array("review_key,review_decision,generation_id\n".utf8) : []
            let marks: [[UInt8]] = [[], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF]]
            let rest = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                bytes.randomElement(using: &random) ?? 0
            }
            let sheet = try? Sheet(
                (marks.randomElement(using: &random) ?? []) + start + rest, path: "a", key: .review)
            for row in sheet?.rows ?? [] { #expect(row.number >= 2) }
        }
    }
}
