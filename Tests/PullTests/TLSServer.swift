import COpenSSL
import Foundation

/// A certificate and its key, for a server.
@safe
final class TLSServerContext: @unchecked Sendable {
    // OpenSSL counts references and locks the state that sessions of several threads share.
    fileprivate let handle: OpaquePointer

    /// - Parameters:
    ///   - certificate: A PEM file.
    ///   - key: A PEM file.
    init(certificate: String, key: String) throws {
        guard let handle = unsafe SSL_CTX_new(TLS_server_method()) else { throw POSIXError(.ENOMEM) }
        unsafe self.handle = handle
        let isUsable =
            unsafe SSL_CTX_use_certificate_chain_file(handle, certificate) == 1
            && SSL_CTX_use_PrivateKey_file(handle, key, SSL_FILETYPE_PEM) == 1
        guard isUsable else { throw POSIXError(.EINVAL) }
    }

    deinit { unsafe SSL_CTX_free(handle) }
}

/// One TLS connection of a server. It blocks, and one thread uses it.
@safe
final class TLSSession {
    private let handle: OpaquePointer

    /// Returns nil if the handshake fails.
    init?(_ descriptor: Int32, _ context: TLSServerContext) {
        guard let handle = unsafe SSL_new(context.handle) else { return nil }
        unsafe self.handle = handle
        guard unsafe SSL_set_fd(handle, descriptor) == 1, unsafe SSL_accept(handle) == 1 else { return nil }
    }

    deinit {
        unsafe SSL_shutdown(handle)
        unsafe SSL_free(handle)
    }

    func read(into bytes: inout [UInt8]) -> Int {
        let room = Int32(bytes.count)
        return Int(unsafe SSL_read(handle, &bytes, room))
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        Int(unsafe SSL_write(handle, bytes.baseAddress, Int32(bytes.count)))
    }
}
