import CCrypto
import Glibc
import Responses

/// The file of authorities that a pull trusts instead of the system's.
enum Authorities {
    /// Larger than any file of authorities, in bytes.
    private static let limit = 64 << 20

    /// - Throws: `PullError.refused` where it is no plain file, or does not begin with a certificate in PEM form.
    static func check(_ path: String) throws(PullError) {
        // A pipe could keep its reader waiting.
        let file = OpenFile(unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
        guard file.descriptor >= 0 else { throw .refused("\(path): \(SystemCall.words(of: errno))") }
        var status = stat()
        guard unsafe fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .refused("\(path): must be a file")
        }
        guard holdsCertificate(contents(of: file, size: Int(status.st_size))) else {
            throw .refused("\(path): holds no certificate in PEM form, or can't be read")
        }
    }

    private static func contents(of file: borrowing OpenFile, size: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(size, limit))
        var count = 0
        while count < bytes.count {
            let more = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                return unsafe read(file.descriptor, rest.baseAddress, rest.count)
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { break }
            count += more
        }
        return Array(bytes[..<count])
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
