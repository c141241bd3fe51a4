import Testing

@testable import Responses

/// Texts that are the SHA-256 digest of something (CONTRACT section 15).
@Suite struct DigestTextTests {
    private func isDigest(_ bytes: [UInt8]) -> Bool {
        bytes.withBorrowedText(ofFirst: bytes.count) { $0.isSHA256 }
    }

    @Test func `a digest has 64 lower-case hexadecimal digits and nothing else`() {
        let digits = Array("0123456789abcdef".utf8)
        let digest = digits + digits + digits + digits
        for place in 0..<64 {
            for byte in UInt8.min...UInt8.max {
                var other = digest
                other[place] = byte
                #expect(isDigest(other) == digits.contains(byte), "\(byte) at \(place)")
            }
        }
        #expect(!isDigest(Array(digest.dropLast())))
        #expect(!isDigest(digest + [UInt8(ascii: "0")]))
        #expect(!isDigest([]))
    }
}
