import Foundation
import TestSupport
import Testing
import Utilities

@testable import Policies
@testable import Reporting
@testable import Responses

/// No text gets into the page as markup, whichever it is and wherever it stands.
@Suite struct PageEscapingTests {
    /// The steps that `Tests/ReportChecks/read-page.py` finds: start tags with their attributes, end tags, texts.
    private static func read(_ page: [UInt8]) async throws -> [[String]] {
        let folder = try TemporaryFolder()
        try folder.write(page, to: ReportFileName.page)
        let line = #"python3 -I -S Tests/ReportChecks/read-page.py < "$T/report.html""#
        let outcome = try await Command.run("sh", ["-c", line], scratch: folder)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        return try JSONDecoder().decode([[String]].self, from: Data(outcome.stdout.utf8))
    }

    private static let special = ["\"", "'", "<", ">", "&"]
    /// Each of them combines with the character before it.
    private static let marks = ["\u{301}", "\u{338}", "\u{20DD}", "\u{FE0F}", "\u{200D}", "\u{1F3FD}"]

    static let hostile: [[UInt8]] =
        special.flatMap { special in marks.map { Array((special + $0).utf8) } }
        + [
            "\"\u{301} onmouseover=x", "'\u{301} onload=x '", "\"><script>alert(1)</script>", "</script><b>",
            "</style>", "</title><i>", "<!--", "-->", "<![CDATA[", "]]>", "<?php", "&lt;", "&#60;",
            "&amp;quot;",
            "&lt", "&", "javascript:x", "`${x}`", "\\\"", "a=\"b\"", "\u{301}\"", "\u{0}\"", "\u{1B}<",
            "{{{.}}}", "\\(x)",
        ].map { Array($0.utf8) }
        // No UTF-8: a sequence that a quotation mark or bracket cuts short, a byte that begins none, an overlong form.
        + [
            [0xC3, 0x22], [0xE2, 0x80, 0x22], [0xF0, 0x9F, 0x98, 0x3C], [0xFF, 0x27], [0x80, 0x3E],
            [0xC0, 0xBC, 0x26],
        ]

    private static let harmless = "PLANTED"
    /// The steps of a page with harmless texts, as `lines` gives them.
    private static let harmlessPage = Task {
        var planted = PlantedPage(payload: Array(harmless.utf8))
        return try await lines(read(planted.bytes()))
    }

    @Test func `every text that the page can show is planted`() async throws {
        var planted = PlantedPage(payload: Array(Self.harmless.utf8))
        let steps = try await Self.read(planted.bytes())
        let all = Self.lines(steps)
        let missing = planted.names.filter { !all.contains(Self.harmless + $0 + Self.harmless) }
        #expect(missing == [])
        #expect(steps.filter { $0[0] == "other" } == [["other", "doctype html"]])
    }

    /// Read by an independent parser, a hostile page has the elements and attributes of a harmless one, and every text
    /// of it is the one that was put in.
    @Test(arguments: hostile)
    func `a hostile text changes only texts of the page`(_ payload: [UInt8]) async throws {
        var planted = PlantedPage(payload: payload)
        let shown = String(decoding: payload, as: UTF8.self).visible
        let anchors = /gen_PLANTED([a-z-]+)PLANTED/, encoded = Self.percentEncoded(payload)
        let expected = try await Self.harmlessPage.value
            .replacing(anchors) { "gen_\(encoded)\($0.1)\(encoded)" }
            .replacingOccurrences(of: Self.harmless, with: shown, options: .literal)
        let found = try await Self.lines(Self.read(planted.bytes()))
        if found.utf8.elementsEqual(expected.utf8) { return }
        let other = zip(found.split(separator: "\u{1}"), expected.split(separator: "\u{1}")).first { $0 != $1 }
        Issue.record("\(shown): \(other?.0 ?? "the end") is not \(other?.1 ?? "the end")")
    }

    private static func percentEncoded(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isUnreserved =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-._~".unicodeScalars.contains(scalar)
            return byte < 128 && isUnreserved ? String(scalar) : "%" + String(format: "%02X", byte)
        }.joined()
    }

    /// The steps as one text, in which a text is replaced everywhere at once.
    private static func lines(_ steps: [[String]]) -> String {
        steps.map { $0.joined(separator: "\u{2}") }.joined(separator: "\u{1}")
    }

    /// The test above must see what it is for.
    @Test(arguments: [("&quot;", "\""), ("&lt;", "<")])
    func `a text that is not escaped is found`(_ escaped: String, _ raw: String) async throws {
        var planted = PlantedPage(payload: Array("\"><b>".utf8))
        let sound = planted.bytes()
        let text = String(decoding: sound, as: UTF8.self)
        let start = try #require(text.range(of: "<main>")?.upperBound)
        let broken = text.replacingOccurrences(of: escaped, with: raw, range: start..<text.endIndex)
        let found = try await Self.shape(Self.read(Array(broken.utf8)))
        #expect(try await Self.shape(Self.read(sound)) != found)
    }

    /// The elements, each with the names of its attributes.
    private static func shape(_ steps: [[String]]) -> [[String]] {
        steps.filter { $0[0] == "<" }.map { step in
            [step[1]] + stride(from: 2, to: step.count, by: 2).map { step[$0] }
        }
    }

    @Test(arguments: hostile)
    func `a character that ends an attribute or a text is escaped, also before a combining mark`(
        _ payload: [UInt8]
    ) {
        let text = String(decoding: payload, as: UTF8.self)
        let html: HTML = "<b title=\"\(text)\">\(text)</b>"
        let inner = html.bytes.dropFirst("<b title=\"".utf8.count).dropLast("</b>".utf8.count)
        #expect(inner.count { $0 == UInt8(ascii: "\"") } == 1 && inner.count { $0 == UInt8(ascii: ">") } == 1)
        #expect(!inner.contains(UInt8(ascii: "<")) && !inner.contains(UInt8(ascii: "'")))
        let references = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
        let rest = references.reduce(String(decoding: inner, as: UTF8.self)) {
            $0.replacingOccurrences(of: $1, with: "", options: .literal)
        }
        #expect(!rest.utf8.contains(UInt8(ascii: "&")), "\(rest)")
    }

    @Test func `a category that ends in a quotation mark with an accent stays in its attribute`() async throws {
        let name = "moderation_api.global.S\"\u{301}"
        var summary = Sample.summary(listed: 0), facts = PageFacts(policy: Sample.policy)
        summary.signals = [Summary.SignalCount(signal: name)]
        facts.signals[ByteName(name)] = .init(kind: .number, histogram: Histogram())
        let page = HTMLReport(summary: summary, facts: facts, cards: [], disagreements: Disagreements()).text()
        let drawings = try await Self.read(page).filter {
            $0.prefix(2) == ["<", "svg"] && $0.contains("0 0 268 72")
        }
        let label = "\(name): present 0, exactly zero 0, missing 0"
        #expect(drawings == [["<", "svg", "viewbox", "0 0 268 72", "role", "img", "aria-label", label]])
        #expect(String(decoding: page, as: UTF8.self).utf8.count == page.count)
    }

    @Test func `literals are markup, and pieces and numbers go in as they are`() {
        let cells: [HTML] = ["<td>\("<1>")</td>", "<td>\(2)</td>"]
        let some: HTML = "\(cells, between: "\n")\("<i>a</i>", if: true)\("<i>b</i>", if: false)"
        #expect(String(decoding: some.bytes, as: UTF8.self) == "<td>&lt;1&gt;</td>\n<td>2</td><i>a</i>")
    }
}
