import CCrypto
import Glibc
import Utilities

/// The file of certificate authorities that a pull trusts instead of the system's (`--ca-file`).
enum Authorities {
    /// The most bytes that are read. Files of authorities are smaller.
    private static let limit = 64 << 20

    /// - Throws: `PullError.refused` if it is not a regular file, or does not begin with a certificate in PEM form.
    static func check(_ path: String) throws(PullError) {
        let bytes: [UInt8]?
        do throws(SystemError) {
            // Opening or reading a FIFO could wait.
            let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
            bytes = file.isRegularFile ? try file.readAll(limit: limit) : nil
        } catch {
            throw .refused("\(path): \(error)")
        }
        guard let bytes else { throw .refused("\(path): must be a regular file") }
        guard holdsCertificate(bytes) else { throw .refused("\(path): contains no certificate in PEM form") }
    }

    private static func holdsCertificate(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            guard let text = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return false }
            defer { unsafe BIO_free(text) }
            let certificate = unsafe PEM_read_bio_X509(text, nil, nil, nil)
            defer { unsafe X509_free(certificate) }
            ERR_clear_error()
            return unsafe certificate != nil
        }
    }
}
