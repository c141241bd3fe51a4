import Glibc

/// A file of bytes that only its owner may read: a key or a seed.
package enum SecretFile {
    /// Why the bytes of a file are not used.
    package struct Fault: Error, CustomStringConvertible {
        /// The reason in plain English, with a fix.
        package let description: String
    }

    /// Reads the bytes of a regular file. Throws an error if anyone but its owner can read it.
    /// - Parameters:
    ///   - name: What the bytes are, in messages: `key`.
    ///   - lengths: How many bytes there may be.
    package static func bytes(
        at path: String, of name: String, count lengths: ClosedRange<Int>
    ) throws(Fault) -> [UInt8] {
        let status: stat, bytes: [UInt8]
        do throws(SystemError) {
            // Opening or reading a FIFO can block.
            let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK)
            status = try file.status()
            bytes = status.st_mode & S_IFMT == S_IFREG ? try file.readAll(limit: lengths.upperBound + 1) : []
        } catch {
            throw Fault(description: "cannot read the \(name) file \(path.visible): \(error)")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Fault(description: "\(path.visible): the \(name) file must be a regular file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Fault(
                description:
                    "\(path.visible): others than its owner can read the \(name) file; run chmod 600 on it")
        }
        guard lengths.contains(bytes.count) else {
            throw Fault(
                description:
                    "\(path.visible): a \(name) has \(lengths.lowerBound) to \(lengths.upperBound.grouped) bytes, not "
                    + "\(bytes.count > lengths.upperBound ? "more" : bytes.count.grouped); make one with "
                    + "`head -c 32 /dev/urandom > FILE`")
        }
        return bytes
    }
}
