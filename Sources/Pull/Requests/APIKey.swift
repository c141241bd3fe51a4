import Glibc
import Responses

/// The key that requests carry. It describes itself to nobody, and goes into one place: the header of a request.
package struct APIKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The variable that holds the key.
    package static let variable = "MODAUDIT_API_KEY"

    let text: String

    /// Not the key.
    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The key in `text`, a line end behind it dropped. `source` says where it is from.
    /// - Throws: `PullError.refused` where it can't be a key; the reason doesn't show it.
    package init(_ text: String, from source: String) throws(PullError) {
        var bytes = text.utf8[...]
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard !bytes.isEmpty else { throw .refused("\(source): holds no key") }
        // What a header can carry without a doubt (RFC 6750, section 2.1, is narrower still).
        guard bytes.count <= 8192, bytes.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw .refused("\(source): a key has no blanks or control characters, and no more than 8192 bytes")
        }
        self.text = String(Substring(bytes))
    }

    /// The key in a file that nobody but its owner can read.
    /// - Parameter credentials: The folder of the service's credentials, where there is one. systemd lets only the
    ///   service into it, and gives its files an access list that looks as if their group could read them.
    package static func read(_ path: String, credentials: String? = nil) throws(PullError) -> APIKey {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .refused("\(path): \(SystemCall.words(of: errno))") }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .refused("\(path): the key file must be a file")
        }
        let isCredential = credentials.map { lies(path, in: $0) } ?? false
        guard status.st_mode & (isCredential ? 0o037 : 0o077) == 0 else {
            throw .refused("\(path): others than its owner may read the key file; chmod 600 it")
        }
        var bytes = [UInt8](repeating: 0, count: 8192 + 3)
        let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .refused("\(path): \(SystemCall.words(of: errno))") }
        return try APIKey(String(decoding: bytes[..<count], as: UTF8.self), from: path)
    }

    /// Whether a file lies directly in a folder, links followed.
    private static func lies(_ path: String, in folder: String) -> Bool {
        guard let file = resolved(path), let folder = resolved(folder) else { return false }
        return file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex) == folder
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
