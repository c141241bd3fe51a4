internal import CCrypto

/// HMAC-SHA-256 (RFC 2104) with one key, computed by OpenSSL.
@safe
package final class HMACSHA256 {
    private let context: OpaquePointer

    /// - Parameter key: At least one byte.
    package init(key: [UInt8]) {
        let algorithm = unsafe EVP_MAC_fetch(nil, "HMAC", nil)
        defer { unsafe EVP_MAC_free(algorithm) }
        // Fails only if OpenSSL has no HMAC or not enough memory.
        guard let context = unsafe EVP_MAC_CTX_new(algorithm) else {
            preconditionFailure("OpenSSL cannot compute HMAC-SHA-256")
        }
        var digest = Array("SHA256".utf8CString)
        let status = unsafe digest.withUnsafeMutableBufferPointer { digest in
            let settings = unsafe [
                OSSL_PARAM_construct_utf8_string("digest", digest.baseAddress, 0), OSSL_PARAM_construct_end(),
            ]
            return unsafe EVP_MAC_init(context, key, key.count, settings)
        }
        precondition(status == 1, "OpenSSL cannot compute HMAC-SHA-256")
        unsafe self.context = context
    }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    /// The 32 bytes of the code of `message`.
    package func code(of message: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        var count = 0
        // Without a key, the context starts again with its own.
        let started = unsafe EVP_MAC_init(context, nil, 0, nil)
        let updated = unsafe EVP_MAC_update(context, message, message.count)
        let ended = unsafe EVP_MAC_final(context, &code, &count, code.count)
        precondition(
            started == 1 && updated == 1 && ended == 1 && count == code.count,
            "OpenSSL cannot compute HMAC-SHA-256")
        return code
    }
}
