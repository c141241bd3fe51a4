import Foundation
import Reporting
import TestSupport
import Testing

@testable import Audit

/// The generations that the section "What is new" of the page names (CONTRACT section 13).
@Suite struct NewsTests {
    private let nights: Nights

    init() throws { nights = try Nights() }

    @Test func `each of the first 200 new generations is a link to its card`() async throws {
        // The page has the 2,000 generations with the highest score, and the input begins with others.
        let texts = (0..<2_300).map { Nights.answer("\($0)", ip: $0 < 300 ? 0.91 : 0.95) }
        let night = try await nights.scan("01", after: "", texts)
        let page = try String(decoding: #require(night.files["report.html"]), as: UTF8.self)
        let start = try #require(page.range(of: "<section id=\"new\"")?.lowerBound)
        let end = try #require(page.range(of: "<section id=\"generations\"")?.lowerBound)
        let section = page[start..<end]
        let links = section.matches(of: #/<a href="#(gen_[0-9]+)">/#).map { String($0.1) }
        #expect(links == (300..<500).map { "gen_\($0)" })
        #expect(section.components(separatedBy: "<li>new ").count == 201)
        let anchors = Set(page.matches(of: #/<li id="(gen_[0-9]+)"/#).map { String($0.1) })
        #expect(anchors.count == 2_000 && anchors.isSuperset(of: links))
        #expect(section.contains("The first 200 of 2,300."))
    }

    @Test func `new and worse generations are in the order of the report`() async throws {
        try await nights.scan("01", [Nights.answer("b", ip: 0.6), Nights.answer("e", ip: 0.95)])
        let second = try await nights.scan(
            "02", after: "01",
            [
                Nights.answer("a", face: 0.7), Nights.answer("b", ip: 0.95), Nights.answer("c", ip: 0.6),
                Nights.answer("d", ip: 0.95), Nights.answer("e", ip: 0.95),
            ])
        #expect(
            try second.changes.news.map { "\($0.change) \($0.id)" } == [
                "worse gen_b", "new gen_d", "new gen_c", "new gen_a",
            ])
    }
}
