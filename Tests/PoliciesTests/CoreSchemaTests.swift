internal import Testing

@testable internal import Policies

/// Unquoted scalars (YAML 1.2.2, section 10.3.2).
@Suite struct CoreSchemaTests {
    private func kind(_ text: String) -> String {
        switch CoreSchema.value(of: text) {
        case .null: "null"
        case .boolean(let boolean): "\(boolean)"
        case .integer(let integer): "\(integer)"
        case .float(let number): "float \(number)"
        case .text(let text): "text \(text)"
        case .sequence, .mapping: "collection"
        }
    }

    @Test func `scalars are resolved by the core schema`() {
        let expected = [
            "": "null", "~": "null", "null": "null", "nULL": "text nULL", "true": "true", "False": "false",
            "yes": "text yes", "on": "text on", "12": "12", "-12": "-12", "+0012": "12", "0o17": "15",
            "0x1F": "31",
            "0x-1": "text 0x-1", "1_000": "text 1_000", "1:30": "text 1:30", "0.9": "float 0.9",
            ".5": "float 0.5",
            "5.": "float 5.0", "-.5e-3": "float -0.0005", "1e3": "float 1000.0", "1e": "text 1e", ".": "text .",
            "-": "text -", "+": "text +", ".inf": "float inf", "-.INF": "float -inf", ".nan": "float nan",
            "inf": "text inf", "nan": "text nan", "1e999": "float inf", "0x1p3": "text 0x1p3",
            "99999999999999999999": "float 1e+20", "1 2": "text 1 2", "１": "text １",
        ]
        for (text, kind) in expected { #expect(self.kind(text) == kind, "\(text)") }
    }
}
