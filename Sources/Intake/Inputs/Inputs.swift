import Glibc
import Utilities

/// The checked INPUT arguments of a run (CONTRACT section 1). Each exists and has a readable type.
package struct Inputs: Sendable {
    struct Argument: Sendable {
        var path: [UInt8]
        var kind: Kind
    }

    enum Kind: Sendable {
        case file, folder, stream, standardInput
    }

    let arguments: [Argument]
    /// Bytes on disk of all files, compressed as they are. Nil if an argument is a folder or a stream: their sizes are
    /// known only after reading.
    package let totalBytes: Int?

    /// Checks the arguments: files, folders, FIFOs and devices, `-` for standard input.
    ///
    /// - Parameter arePlanned: Whether they come from a plan, which also names links that lead nowhere.
    /// - Throws: `IntakeError.inputs` with a line for each argument that does not exist or cannot be read.
    package init(_ arguments: [String], arePlanned: Bool = false) throws(IntakeError) {
        var checked: [Argument] = []
        var wrong: [String] = []
        var total: Int? = 0
        for argument in arguments {
            do throws(Fault) {
                let (kind, size) = try Self.kind(of: argument, arePlanned)
                if kind == .standardInput && checked.contains(where: { $0.kind == .standardInput }) {
                    throw Fault(words: "standard input (-) can be named only once")
                }
                checked.append(Argument(path: Array(argument.utf8), kind: kind))
                // The sizes of sparse files can add up to more than an Int holds.
                let sum = kind == .file ? total.map { $0.addingReportingOverflow(size) } : nil
                total = if let sum, !sum.overflow { sum.partialValue } else { nil }
            } catch {
                wrong.append(error.words)
            }
        }
        if !wrong.isEmpty { throw .inputs(wrong) }
        self.arguments = checked
        totalBytes = total
    }

    /// The folders among the arguments, for a message.
    var folders: [String] {
        arguments.filter { $0.kind == .folder }.map { String(decoding: $0.path, as: UTF8.self) }
    }

    private struct Fault: Error {
        var words: String
    }

    private static func kind(of argument: String, _ isPlanned: Bool) throws(Fault) -> (Kind, size: Int) {
        if argument == "-" { return (.standardInput, 0) }
        if argument.isEmpty { throw Fault(words: "an input has an empty name") }
        if argument.utf8.contains(0) { throw Fault(words: "an input's name contains a zero byte") }
        let status: stat
        do throws(SystemError) {
            status = try FileSystem.status(of: argument)
        } catch {
            // In a folder, such a link is a file that cannot be opened.
            if isPlanned, (try? FileSystem.status(of: argument, followsLinks: false)) != nil {
                return (.file, 0)
            }
            throw Fault(words: "\(argument.visible): \(error)")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return (.file, Int(status.st_size))
        case S_IFDIR: return (.folder, 0)
        case S_IFSOCK: throw Fault(words: "\(argument.visible): a socket cannot be read")
        default: return (.stream, 0)
        }
    }
}

/// One file that a run read, in reading order (CONTRACT section 6, `inputs`).
package struct InputFile: Sendable, Equatable {
    /// As the reports show it: the argument, followed by the path relative to it. Bytes that are not UTF-8 become
    /// U+FFFD. `-` is standard input.
    package var path: String
    /// Bytes read from the file, compressed as they are. Complete once the file has been read to its end.
    package var bytes: Int
    /// The SHA-256 of those bytes, 64 lower-case hexadecimal digits. Nil if it is not computed, and if the file could not be
    /// read to its end.
    package var sha256: String?
}
