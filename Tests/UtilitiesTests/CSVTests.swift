import CSV
import Testing

@Suite struct CSVTests {
    @Test func `rows come back as they were written`() throws {
        let rows = [["a", ""], ["a \"quoted\" word", "line\r\nend, comma; semicolon"], [" blank ", "é😀"]]
        let bytes = rows.flatMap { CSVField.row($0) }
        let reader = CSVReader(delimiter: UInt8(ascii: ","))
        var read: [[[UInt8]]] = []
        for byte in bytes { read += try #require(reader.read([byte])) }
        read += reader.finish()
        #expect(read == rows.map { $0.map { Array($0.utf8) } })
    }

    @Test func `a quote doubles and every field is quoted`() {
        #expect(CSVField.row(["", "\"", "a"]) == Array("\"\",\"\"\"\",\"a\"\r\n".utf8))
    }

    @Test func `an open quote shows at the end`() throws {
        let reader = CSVReader(delimiter: UInt8(ascii: ";"))
        #expect(try #require(reader.read(Array("a;\"b\nc".utf8))).isEmpty && reader.isWithinQuotes)
        #expect(try #require(reader.read(Array("\"\n".utf8))) == [[Array("a".utf8), Array("b\nc".utf8)]])
        #expect(!reader.isWithinQuotes)
    }
}
