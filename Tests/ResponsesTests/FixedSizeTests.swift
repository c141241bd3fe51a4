import Testing

@testable import Responses

/// Sizes that the sources fix, and the lifetime of texts.
@Suite struct FixedSizeTests {
    @Test func `every field has an allowed length and is found by its name`() throws {
        #expect(Field.allCases.count <= FieldMap.capacity)
        for field in Field.allCases {
            #expect(field.name.utf8CodeUnitCount <= FieldIndex.longestName)
            let found = try parsed("{\"\(field.name)\": 1}") { value in
                var shape = ObjectShape()
                return FieldMap(value, like: &shape).has(field)
            }
            #expect(found, "\(field)")
        }
    }

    @Test func `a name with a field's name as its prefix is not a field`() throws {
        for name in ["legal_classifier_resultss", "output_moderation_result_of_it", "i", "idd"] {
            #expect(
                try parsed("{\"\(name)\": 1}") { value in
                    var shape = ObjectShape()
                    return FieldMap(value, like: &shape).hasUnknown
                }, "\(name)")
        }
    }

    @Test func `verdicts and types have separate signals`() {
        var table = SignalTable()
        let unusable = table.unusableFilters()
        for text: StaticString in ["ip", "face", "ip"] {
            let (scores, verdicts) = table.legal(BorrowedText(text)), name = "\(text)"
            #expect(table[scores].name == "legal.\(name).score" && table[scores].kind == .scores)
            #expect(table[verdicts].name == "legal.\(name).verdict" && table[verdicts].kind == .verdicts)
        }
        #expect(table[unusable.scores].name == "*.*.*" && table[unusable.types].name == "*.type")
    }

    @Test func `the texts of a flattener stay valid while another one reads`() throws {
        var first = ResponseFlattener(), second = ResponseFlattener()
        let text = { (id: String) in Array(#"{"id": "t", "generations": [{"id": "\#(id)"}]}"#.utf8) }
        try first.flatten(padded: text("first"))
        for count in 1...2000 { try second.flatten(padded: text(String(repeating: "x", count: count))) }
        #expect(first.records.generations[0].id.map { String($0) } == "first")
    }
}
