import Glibc
import Reporting
import Utilities

/// The file of `--metrics`.
enum MetricsFile {
    /// The collector ignores files with other names.
    static let ending = ".prom"

    /// Replaces the file in one step: a reader sees the old file or the new one. Everyone can read it, whatever the umask is,
    /// because the collector runs as another user.
    /// - Returns: Why the file cannot be written; nil if it is.
    static func replace(_ path: String, with text: String) -> String? {
        do throws(ReportError) {
            try OutputPlace.require(path)
        } catch {
            if case .refused(_, let reason) = error { return reason }
            return error.description
        }
        do throws(SystemError) {
            try write(text, to: path, in: folder(of: path))
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static func write(_ text: String, to path: String, in folder: String) throws(SystemError) {
        let temporary = folder + ".modaudit-\(String(UInt64.random(in: 0 ... .max), radix: 16)).tmp"
        let file = try FileDescriptor(
            opening: temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        do throws(SystemError) {
            try file.write(ArraySlice(text.utf8))
            guard fchmod(file.number, 0o644) == 0 else { throw .last }
            try file.syncData()
            try FileSystem.rename(temporary, to: path)
        } catch {
            FileSystem.remove(temporary)
            throw error
        }
    }

    /// The folder's path with a slash at its end; empty for the working directory.
    private static func folder(of path: String) -> String {
        // By bytes: in a String, a slash and a combining mark are one character.
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(decoding: path.utf8[...slash], as: UTF8.self)
    }
}
