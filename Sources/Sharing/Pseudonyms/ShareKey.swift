internal import Digests
internal import Glibc
internal import Utilities

/// The secret key of pseudonyms. It is never printed.
package struct ShareKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The error for a file that is not a key.
    package struct Fault: Error, CustomStringConvertible {
        /// The reason in plain English, with a fix.
        package let description: String
    }

    /// The minimum length of a key in bytes.
    package static let shortest = 32
    private static let longest = 4_096

    let bytes: [UInt8]

    /// A placeholder, never the key.
    package var description: String { "(key)" }
    /// A mirror without children, so that dumps do not contain the key.
    package var customMirror: Mirror { Mirror(self, children: []) }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the bytes of a file. Throws an error if anyone but the owner can read it.
    package init(at path: String) throws(Fault) {
        let status: stat
        do throws(SystemError) {
            // Opening or reading a FIFO can block.
            let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
            status = try file.status()
            bytes = status.st_mode & S_IFMT == S_IFREG ? try file.readAll(limit: Self.longest + 1) : []
        } catch {
            throw Fault(description: "cannot read the key file \(path.visible): \(error)")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Fault(description: "\(path.visible): the key file must be a regular file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Fault(
                description: "\(path.visible): others than its owner can read the key file; run chmod 600 on it"
            )
        }
        guard Self.shortest...Self.longest ~= bytes.count else {
            throw Fault(
                description:
                    "\(path.visible): a key has \(Self.shortest) to \(Self.longest.grouped) bytes, not "
                    + "\(bytes.count > Self.longest ? "more" : bytes.count.grouped); make one with "
                    + "`head -c 32 /dev/urandom > FILE`")
        }
    }

    /// The first 8 hexadecimal digits of HMAC-SHA-256(key, `modaudit key id`). They identify the key and do not
    /// disclose it.
    var id: String {
        HMACSHA256(key: bytes).code(of: Array("modaudit key id".utf8)).prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
