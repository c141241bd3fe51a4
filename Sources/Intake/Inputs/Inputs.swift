import Glibc
import Responses

/// The INPUT arguments of a run, checked: each of them exists and is something that can be read (CONTRACT section 1).
package struct Inputs: Sendable {
    struct Argument: Sendable {
        var path: [UInt8]
        var kind: Kind
    }

    enum Kind: Sendable {
        case file, folder, stream, standardInput
    }

    let arguments: [Argument]
    /// Bytes on disk of all files, compressed as they are; nil where folders or streams are among the arguments, whose
    /// sizes only reading tells.
    package let totalBytes: Int?

    /// Checks the arguments: files, folders, FIFOs and devices, `-` for standard input.
    ///
    /// - Throws: `IntakeError.inputs` with a line for each that does not exist or cannot be read.
    package init(_ arguments: [String]) throws(IntakeError) {
        var checked: [Argument] = []
        var wrong: [String] = []
        var total: Int? = 0
        for argument in arguments {
            do throws(Fault) {
                let (kind, size) = try Self.kind(of: argument)
                if kind == .standardInput && checked.contains(where: { $0.kind == .standardInput }) {
                    throw Fault(words: "standard input (-) is named twice")
                }
                checked.append(Argument(path: Array(argument.utf8), kind: kind))
                // Sparse files may claim more together than an integer holds.
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

    private static func kind(of argument: String) throws(Fault) -> (Kind, size: Int) {
        if argument == "-" { return (.standardInput, 0) }
        if argument.isEmpty { throw Fault(words: "an input is an empty name") }
        if argument.utf8.contains(0) { throw Fault(words: "an input's name holds a zero byte") }
        var status = stat()
        if unsafe stat(argument, &status) != 0 {
            throw Fault(words: "\(argument.visible): \(SystemCall.words(of: errno))")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return (.file, Int(status.st_size))
        case S_IFDIR: return (.folder, 0)
        case S_IFSOCK: throw Fault(words: "\(argument.visible): is a socket, which cannot be read")
        default: return (.stream, 0)
        }
    }
}
