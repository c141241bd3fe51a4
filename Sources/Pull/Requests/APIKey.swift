import Glibc
import Utilities

/// The API key of the service. It is never printed, and is sent only in the `Authorization` header of requests.
package struct APIKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The environment variable that contains the key.
    package static let variable = "MODAUDIT_API_KEY"

    let text: String

    /// A placeholder, never the key.
    package var description: String { "(key)" }
    /// A mirror without children, so that dumps do not contain the key.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The key in `text`, without the line end after it.
    /// - Parameter source: Where the text is from, for error messages.
    /// - Throws: `PullError.refused` if it cannot be a key. The message does not contain the text.
    package init(_ text: String, from source: String) throws(PullError) {
        var bytes = text.utf8[...]
        if bytes.last == .lineFeed { bytes.removeLast() }
        if bytes.last == .carriageReturn { bytes.removeLast() }
        guard !bytes.isEmpty else { throw .refused("\(source): contains no key") }
        // Visible ASCII, which every header can contain. RFC 6750, section 2.1, allows less.
        guard bytes.count <= 8192, bytes.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw .refused(
                "\(source): a key contains no blanks or control characters, and has at most 8192 bytes")
        }
        self.text = String(Substring(bytes))
    }

    /// The key in a file that only its owner can read.
    /// - Parameter credentials: The folder of the service's credentials (`$CREDENTIALS_DIRECTORY`), if there is one.
    ///   Only the service can enter it, and systemd gives its files an access list that looks like group permissions.
    /// - Throws: `PullError.refused` if the file cannot be read, others than its owner can read it, or it contains no
    ///   key.
    package static func read(_ path: String, credentials: String? = nil) throws(PullError) -> APIKey {
        let status: stat, bytes: [UInt8]
        do throws(SystemError) {
            // Opening or reading a FIFO could wait.
            let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
            status = try file.status()
            bytes = status.st_mode & S_IFMT == S_IFREG ? try file.readAll(limit: 8192 + 3) : []
        } catch {
            throw .refused("\(path): \(error)")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .refused("\(path): the key file must be a regular file")
        }
        let isCredential = credentials.map { isEntry(path, of: $0) } ?? false
        guard status.st_mode & (isCredential ? 0o037 : 0o077) == 0 else {
            throw .refused("\(path): others than its owner can read the key file; run chmod 600 on it")
        }
        return try APIKey(String(decoding: bytes, as: UTF8.self), from: path)
    }

    private static func isEntry(_ path: String, of folder: String) -> Bool {
        guard let file = try? ResolvedPath(path), let folder = try? ResolvedPath(folder) else { return false }
        return file.isEntry(of: folder)
    }
}
