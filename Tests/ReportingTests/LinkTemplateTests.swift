import Testing

@testable import Reporting
@testable import Responses

/// `--link` (CONTRACT section 12).
@Suite struct LinkTemplateTests {
    private func address(_ template: String, _ id: BorrowedText? = BorrowedText("gen_1")) throws -> String? {
        var generation = Sample().records.generations[0]
        generation.id = id
        return try LinkTemplate(template).address(of: generation)
    }

    @Test func `ids are filled in, percent-encoded`() throws {
        #expect(try address("https://c.example/g/{generation_id}") == "https://c.example/g/gen_1")
        #expect(
            try address("https://c.example/t/{task_id}?g={generation_id}#x")
                == "https://c.example/t/task_1?g=gen_1#x")
        let strange = BorrowedText(copying: "a/b?c&d \"<'é\u{0}..%")
        #expect(
            try address("https://c.example/{generation_id}", strange)
                == "https://c.example/a%2Fb%3Fc%26d%20%22%3C%27%C3%A9%00..%25")
    }

    @Test func `a generation without the id that the link names has no link`() throws {
        #expect(try address("https://c.example/{generation_id}", nil) == nil)
        #expect(try address("https://c.example/{task_id}", nil) == "https://c.example/task_1")
    }

    @Test(arguments: [
        ("http://c.example/{generation_id}", "must begin with https://"),
        ("javascript:alert({generation_id})", "must begin with https://"),
        ("https://c.example/{id}", "not `{id}`"), ("https://c.example/{generation_id", "not `{generation_id`"),
        ("https://c.example/}{generation_id}", "not `}`"), ("https://c.example/", "must name {generation_id}"),
        ("https:///{generation_id}", "needs a host"), ("https://{task_id}.example/", "only behind the host"),
        ("https://user:key@c.example/{task_id}", "user name or password"),
        ("https://c.example/{task_id} x", "printable ASCII"),
        ("https://c.example/\"{task_id}", "printable ASCII"),
        ("https://c.example/\(String(repeating: "x", count: 2_100)){task_id}", "at most 2,048 bytes"),
    ])
    func `an address that is no template is refused with the reason`(_ address: String, _ words: String) {
        let fault = #expect(throws: LinkTemplate.Fault.self) { try LinkTemplate(address) }
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
    }

    @Test func `the column and the page have the link`() throws {
        let style = ReportStyle(
            csv: .data, link: try LinkTemplate("https://c.example/g?id={generation_id}&x='"))
        var rows = BatchRows(style: style)
        rows.list(Sample().listed)
        let cells = CSVReader.strings(rows.generations.copied())[0]
        let index = ReportContractTests.headers["generations.csv"]?.firstIndex(of: "link")
        #expect(index.map { cells[$0] } == "https://c.example/g?id=gen_1&x='")
        let card = String(decoding: rows.cards.best[0].item.html.bytes, as: UTF8.self)
        #expect(
            card.contains(
                "<a href=\"https://c.example/g?id=gen_1&amp;x=&#39;\" rel=\"noreferrer\"><code>gen_1</code></a>"
            ))
    }
}
