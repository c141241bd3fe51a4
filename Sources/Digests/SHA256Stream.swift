internal import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece: of a file while it is written, or read back.
@safe
package struct SHA256Stream: ~Copyable {
    private let context: OpaquePointer

    package init() {
        // Fails only where OpenSSL has no SHA-256 or no memory left.
        guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
        else { preconditionFailure("OpenSSL computes no SHA-256") }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        let status = unsafe EVP_DigestUpdate(context, base, bytes.count)
        precondition(status == 1, "OpenSSL computed no SHA-256")
    }

    /// The digest of all bytes so far: 64 lower-case hexadecimal digits. Begins anew.
    package mutating func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let status = unsafe EVP_DigestFinal_ex(context, &digest, nil)
        let restarted = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(status == 1 && restarted == 1, "OpenSSL computed no SHA-256")
        return SHA256Digest.text(of: digest)
    }
}

// The context has one owner, who alone uses it.
extension SHA256Stream: @unchecked Sendable {}
