internal import CCrypto

/// SHA-256 digests (FIPS 180-4), computed by OpenSSL. They identify policies, the JSON text of each listed generation
/// (`evidence_sha256`, CONTRACT section 6) and the files of a report (CONTRACT section 11).
package struct SHA256Digest {
    /// Fetched once: `EVP_sha256()` is looked up for each digest, which takes longer than a short text.
    nonisolated(unsafe) private static let algorithm =
        unsafe EVP_MD_fetch(nil, "SHA256", nil) ?? EVP_sha256()

    /// The digest of `bytes`, 64 lower-case hexadecimal digits.
    package static func hex(of bytes: UnsafeRawBufferPointer) -> String {
        unsafe text(of: digest(of: bytes))
    }

    /// The digest's 32 bytes.
    private static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        // An empty buffer can have no address, which OpenSSL needs.
        var empty: UInt8 = 0
        let status = unsafe withUnsafePointer(to: &empty) { fallback in
            unsafe EVP_Digest(
                bytes.baseAddress ?? UnsafeRawPointer(fallback), bytes.count, &digest, nil, algorithm, nil)
        }
        // Fails for no bytes, only if OpenSSL has no SHA-256 or not enough memory.
        precondition(status == 1, "OpenSSL cannot compute SHA-256")
        return digest
    }

    /// The first half of the digest of `bytes` as two numbers, of which the first has the first bytes.
    package static func half(of bytes: Span<UInt8>) -> (high: UInt64, low: UInt64) {
        let digest = unsafe bytes.withUnsafeBytes { unsafe Self.digest(of: $0) }
        func number(_ range: Range<Int>) -> UInt64 { digest[range].reduce(0) { $0 << 8 | UInt64($1) } }
        return (number(0..<8), number(8..<16))
    }

    /// The 32 bytes of a digest as 64 lower-case hexadecimal digits.
    static func text(of digest: [UInt8]) -> String {
        unsafe String(unsafeUninitializedCapacity: 64) { text in
            for (index, byte) in digest.enumerated() {
                unsafe text[2 * index] = digit(byte >> 4)
                unsafe text[2 * index + 1] = digit(byte & 15)
            }
            return 64
        }
    }

    /// Adds the 32 bytes of a digest as 64 lower-case hexadecimal digits.
    static func write(_ digest: [UInt8], to text: inout [UInt8]) {
        for byte in digest {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
    }

    /// The digest of `bytes`, 64 lower-case hexadecimal digits.
    package static func hex(of bytes: Span<UInt8>) -> String {
        unsafe bytes.withUnsafeBytes { unsafe hex(of: $0) }
    }

    /// The digest of `bytes`, 64 lower-case hexadecimal digits.
    package static func hex(of bytes: [UInt8]) -> String { hex(of: bytes.span) }

    /// The 32 bytes of the digest of `bytes`.
    package static func bytes(of bytes: [UInt8]) -> [UInt8] {
        unsafe bytes.withUnsafeBytes { unsafe digest(of: $0) }
    }

    /// The digest of `bytes` in Base64 (RFC 4648), the form of a Content-Security-Policy.
    package static func base64(of bytes: [UInt8]) -> String {
        let digest = unsafe bytes.withUnsafeBytes { unsafe Self.digest(of: $0) }
        // Four characters per three bytes, and a zero byte at the end.
        var text = [UInt8](repeating: 0, count: 45)
        let count = unsafe EVP_EncodeBlock(&text, digest, Int32(digest.count))
        return String(decoding: text[..<Int(count)], as: UTF8.self)
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
