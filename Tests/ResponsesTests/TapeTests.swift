import CSimdJSON
import Testing

@testable import Responses

/// Checks the tape format that `JSONValue` reads, so that a new version of simdjson cannot change it unnoticed.
@Suite struct TapeTests {
    @Test func `the tape of a small text has the documented words`() throws {
        let text = Array(#"{"a":[1,-2,18446744073709551615,0.5,true,false,null],"é":"x\u0000y"}"#.utf8)
        let parser = unsafe simd_json_create(8)
        defer { unsafe simd_json_destroy(parser) }
        let padded = text + [UInt8](repeating: 0, count: Int(SIMD_JSON_PADDING))
        let words = unsafe padded.withUnsafeBufferPointer { bytes in
            let result = unsafe simd_json_parse(parser, bytes.baseAddress, text.count)
            return unsafe result.tape.map { tape in (0..<20).map { unsafe tape[$0] } } ?? []
        }
        let tags = words.map { Character(UnicodeScalar(UInt8($0 >> 56))) }
        try #require(words.count == 20)
        #expect(tags[0] == "r" && words[0] & 0xFFFF_FFFF == 20)
        #expect(tags[1] == "{" && words[1] & 0xFFFF_FFFF == 19)
        #expect(tags[2] == "\"" && tags[3] == "[")
        #expect(words[3] & 0xFFFF_FFFF == 16)
        #expect(tags[4] == "l" && words[5] == 1)
        #expect(tags[6] == "l" && Int64(bitPattern: words[7]) == -2)
        #expect(tags[8] == "u" && words[9] == .max)
        #expect(tags[10] == "d" && Double(bitPattern: words[11]) == 0.5)
        #expect(tags[12] == "t" && tags[13] == "f" && tags[14] == "n")
        #expect(tags[15] == "]" && tags[16] == "\"" && tags[17] == "\"" && tags[18] == "}")
    }

    @Test func `the names of a frame are adjacent on the tape`() throws {
        var parser = ResponseParser()
        let text = Array(#"{"l":788,"p":0.5,"v":true}"#.utf8) + [UInt8](repeating: 0, count: 64)
        let frame = try text.withBorrowedText(ofFirst: text.count - 64) { text throws in
            try parser.parse(text).usualFrame
        }
        let usual = try #require(frame)
        #expect(usual == (788, 0.5, true))
    }
}
