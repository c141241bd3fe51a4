internal import CCrypto

/// The SHA-256 digest (FIPS 180-4) of bytes that are added piece by piece, as when a file is written or read.
@safe
package struct SHA256Stream: ~Copyable {
    private let context: OpaquePointer

    /// A stream without bytes.
    package init() {
        // Fails only if OpenSSL has no SHA-256 or not enough memory.
        guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
        else { preconditionFailure("OpenSSL cannot compute SHA-256") }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds bytes.
    package mutating func update(_ bytes: Span<UInt8>) {
        let status = unsafe bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return Int32(1) }
            return unsafe EVP_DigestUpdate(context, base, bytes.count)
        }
        precondition(status == 1, "OpenSSL cannot compute SHA-256")
    }

    /// The digest of all bytes so far, 64 lower-case hexadecimal digits. The stream is then without bytes again.
    package mutating func finish() -> String { SHA256Digest.text(of: end()) }

    /// Adds the digest of all bytes so far, 64 lower-case hexadecimal digits, to `text`. The stream is then without bytes
    /// again.
    package mutating func finish(into text: inout [UInt8]) { SHA256Digest.write(end(), to: &text) }

    private mutating func end() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let status = unsafe EVP_DigestFinal_ex(context, &digest, nil)
        // Without an algorithm the context keeps its own, which then need not be looked up.
        let restarted = unsafe EVP_DigestInit_ex(context, nil, nil)
        precondition(status == 1 && restarted == 1, "OpenSSL cannot compute SHA-256")
        return digest
    }
}

// Only the owner of the noncopyable value uses the context.
extension SHA256Stream: @unchecked Sendable {}
