import Foundation

/// JSON texts of the kinds that the public JSON parsing test suite has, by name and intent: `y_` must be read, `n_` must
/// not, `i_` may be either.
struct JSONCase: Sendable {
    var name: String
    var bytes: [UInt8]

    /// Every case: structure, numbers, strings, encodings, depth.
    static let all: [JSONCase] =
        accepted.map { JSONCase(name: "y_" + $0, bytes: Array($1.utf8)) }
        + rejected.map { JSONCase(name: "n_" + $0, bytes: Array($1.utf8)) }
        + open.map { JSONCase(name: "i_" + $0, bytes: Array($1.utf8)) } + encodings + deep

    private static let accepted: [(String, String)] =
        labelled(
            "array",
            [
                "[]", "[[]   ]", "[\"\"]", "[\"a\"]", "[false]", "[null, 1, \"1\", {}]", "[null]", "[1\n]",
                " [1]", "[2] ",
            ])
        + labelled(
            "number",
            [
                "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000001]", "[20e1]", "[-0]",
                "[-123]", "[-1]",
                "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]", "[123]",
                "[123.456789]",
            ])
        + labelled(
            "object",
            [
                #"{"asd":"sdf", "dfg":"fgh"}"#, #"{"asd":"sdf"}"#, #"{"a":"b","a":"c"}"#, #"{"a":"b","a":"b"}"#,
                "{}",
                #"{"":0}"#, #"{"foo\u0000bar": 42}"#, #"{ "min": -1.0e+28, "max": 1.0e+28 }"#, #"{"a":[]}"#,
                #"{"title":"\u041f\u043e\u043b\u0442"}"#, "{\n\"a\": \"b\"\n}", #"{"id":"x","x":[{"id":"y"}]}"#,
            ])
        + labelled(
            "string",
            [
                #"["\u0060\u012a\u12AB"]"#, #"["\uD801\udc37"]"#, #"["\ud83d\ude39\ud83d\udc8d"]"#,
                #"["\"\\\/\b\f\n\r\t"]"#,
                #"["\\u0000"]"#, #"["\""]"#, #"["a/*b*/c/*d//e"]"#, #"["\\a"]"#, #"["\\n"]"#, #"["\u0012"]"#,
                #"["\uFFFF"]"#,
                #"["\uDBFF\uDFFE"]"#, "[\"\u{FFFF}\"]", #"["\u0000"]"#, #"["\u002c"]"#, "[\"π\"]",
                "[\"\u{1BFFF}\"]", "[\"asd \"]",
                #"" ""#, #"["\uD834\uDd1e"]"#, #"["\u0821"]"#, "[\"\u{2028}\"]", "[\"\u{2029}\"]",
                #"["\u200B"]"#, "[\"\u{7F}\"]",
                #"["\uA66D"]"#, #"["\u005C"]"#, "[\"⍂㈴⍂\"]", #"["\uDBFF\uDFFF"]"#, #"["\u2064"]"#,
                #"["\uFDD0"]"#, #"["\u0022"]"#,
            ])
        + labelled(
            "structure",
            [
                "false", "42", "-0.1", "null", "\"asd\"", "true", "\"\"", "[\"a\"]\n", "[true]", " [] ",
                "[\t1,\r2]",
            ])

    private static let rejected: [(String, String)] =
        labelled(
            "array",
            [
                "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]",
                "[\"x\"", "[x", "[3[4]]",
                "[1:2]", "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[1,,]", "[\"\u{B}a\"\\f]",
                "[*]", "[\"\"", "[1,", "[1,\n1\n,1",
                "[{}", "[fals]", "[nul]", "[tru]",
            ])
        + labelled(
            "number",
            [
                "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]",
                "[0.1.2]", "[0.3e+]",
                "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[0e+]", "[0e]", "[1.0e+]", "[1.0e-]", "[1.0e]",
                "[1 000.0]", "[1eE2]",
                "[2.e+3]", "[2.e-3]", "[2.e3]", "[9.e+]", "[Inf]", "[NaN]", "[１]", "[1+2]", "[0x1]", "[0x42]",
                "[Infinity]", "[0e+-1]",
                "[-123.123foo]", "[-Infinity]", "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]",
                "[1.]", "[.123]", "[1.2a-3]",
                "[1.8011670033376514H-308]", "[012]", "[1_000]", "[1f]", "[0b1]", "[0o7]",
            ])
        + labelled(
            "object",
            [
                "[\"x\", truth]", "{[: \"x\"}", "{\"x\", null}", "{\"x\"::\"b\"}", "{🇨🇭}", "{\"a\":\"a\" 123}",
                "{key: 'value'}", "{\"a\" b}",
                "{:\"b\"}", "{\"a\" \"b\"}", "{\"a\":", "{\"a\"", "{1:1}", "{9999E9999:1}",
                "{null:null,null:null}", "{\"id\":0,,,,,}",
                "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}#", "{\"a\":\"b\"}//",
                "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}",
                "{\"a\":\"a", "{ \"foo\" : \"bar\", \"a\" }", "{\"a\":\"b\"} trailing", "{\"a\":}",
                "{\"a\":1 \"b\":2}",
            ])
        + labelled(
            "string",
            [
                "[\"\\uD800\\\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\u1x\"]", "[é]",
                "[\"\\x00\"]", "[\"\\\\\\\"]",
                "[\"\\\t\"]", "[\"\\🌀\"]", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]",
                "[\"\\uD800\\uD800\\x\"]", "[\"\\a\"]", "[\"\\uqqqq\"]",
                "[\\u0020\"asd\"]", "[\\n]", "\"", "['single']", "abc", "[\"\\", "[\"a\u{0}a\"]",
                "[\"new\nline\"]", "[\"\t\"]", "[\"\u{1F}\"]",
                "\"\\UA66D\"", "\"\"x", "[\"asd]",
            ])
        + labelled(
            "structure",
            [
                "<.>", "[<null>]", "[1]x", "[1]]", "[\"asd]", "aå", "[True]", "1]", "{\"x\": true,", "[][]",
                "]", "{]", "[}", "{}}", "{\"\":",
                "[", "{", "\u{2060}", "", "\u{FEFF}", "\0", "[\u{C}]", "[\u{2060}]", "[\u{A0}1]", "{\"a\":[",
                "[\"\"", "*", "{\"a\":/*c*/1}",
                "2@", "{}#", "[\\u000A\"\"]", "[1\n", "[ false, nul", "[ true, fals", "\\", "å",
                "{\"asd\":\"asd\"", "[{\"\":[{\"\":", "<!-- -->",
            ])

    private static let open: [(String, String)] =
        labelled(
            "number",
            [
                "[123.456e-789]",
                "[0.4e00669999999999999999999999999999999999999999999999999999999999999999999999999]",
                "[-1e+9999]",
                "[1.5e+9999]", "[-123123e100000]", "[123123e100000]", "[123e-10000000]",
                "[-123123123123123123123123123123]",
                "[100000000000000000000]", "[-237462374673276894279832749832423479823246327846]",
                "[18446744073709551616]", "[1e400]",
            ])
        + labelled(
            "string",
            [
                #"["\uDADA"]"#, #"["\uD888\u1234"]"#, #"["\uD800\n"]"#, #"["\uDd1ea"]"#, #"["\uD800\uD800\n"]"#,
                #"["\ud800"]"#,
                #"["\ud800abc"]"#, #"["\uDd1e\uD834"]"#, #"["\uDFAA"]"#, #"{"\uDFAA":0}"#, "\u{FEFF}{}",
                "[\"\u{202E}\"]",
            ])

    private static let encodings: [JSONCase] = [
        ("n_invalid_utf8", [0x5B, 0x22, 0xE5, 0x22, 0x5D]), ("n_bare_ff", [0x5B, 0xFF, 0x5D]),
        ("n_cut", [0x5B, 0x22, 0xE2, 0x82, 0x22, 0x5D]),
        ("n_overlong_2", [0x5B, 0x22, 0xC0, 0xAF, 0x22, 0x5D]),
        ("n_overlong_6", [0x5B, 0x22, 0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF, 0x22, 0x5D]),
        ("n_surrogate", [0x5B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x5D]),
        ("n_beyond", [0x5B, 0x22, 0xF4, 0xBF, 0xBF, 0xBF, 0x22, 0x5D]),
        ("n_latin_1", [0x5B, 0x22, 0xE9, 0x22, 0x5D]), ("n_lone_continuation", [0x5B, 0x22, 0x81, 0x22, 0x5D]),
        ("n_bom_half", [0xEF, 0xBB, 0x7B, 0x7D]),
        ("i_utf16_le", [0xFF, 0xFE, 0x5B, 0x00, 0x22, 0x00, 0xE9, 0x00, 0x22, 0x00, 0x5D, 0x00]),
        ("i_utf16_be", [0x00, 0x5B, 0x00, 0x22, 0x00, 0xE9, 0x00, 0x22, 0x00, 0x5D]),
        ("i_utf16_bom_only", [0xFF, 0xFE]), ("i_utf32_le", [0x5B, 0, 0, 0, 0x5D, 0, 0, 0]),
        ("n_zero_bytes", [0, 0, 0]),
    ].map { JSONCase(name: $0.0, bytes: $0.1) }

    private static let deep: [JSONCase] = [
        ("n_open_arrays_100000", repeated("[", 100_000)),
        ("n_open_objects_100000", repeated("{\"\":", 100_000)),
        ("n_array_object_50000", repeated("[{\"\":", 50_000)),
        ("i_arrays_500", repeated("[", 500) + repeated("]", 500)),
        ("i_arrays_100000", repeated("[", 100_000) + repeated("]", 100_000)),
        ("i_arrays_1000", repeated("[", 1000) + repeated("]", 1000)),
        ("i_objects_100000", repeated("{\"a\":", 100_000) + Array("1".utf8) + repeated("}", 100_000)),
    ].map { JSONCase(name: $0.0, bytes: $0.1) }

    private static func labelled(_ kind: String, _ texts: [String]) -> [(String, String)] {
        texts.enumerated().map { ("\(kind)_\($0)", $1) }
    }

    private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
        Array(repeatElement(Array(text.utf8), count: count).joined())
    }
}
