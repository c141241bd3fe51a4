import CLimits
import Glibc
import Utilities

/// Standard output, for results, and standard error, for messages.
enum Terminal {
    /// Whether standard error is a terminal.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Prepares the standard streams. Call it before any file is opened.
    ///
    /// Opens `/dev/null` for each closed standard stream, as the next opened file would get its number, and messages
    /// would be written to that file. Ignores SIGPIPE and SIGXFSZ, so that a write to a closed pipe or
    /// beyond the limit of a file's size returns an error. Under a limit of the address space, a failed allocation ends the
    /// process with words.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        limits_report_memory()
        var descriptor: Int32
        repeat { descriptor = Device.openNull(O_RDWR) } while 0...STDERR_FILENO ~= descriptor
        if descriptor >= 0 { close(descriptor) }
        requireDescriptors()
    }

    /// Descriptors beside the standard streams that the concurrency runtime and the first files need. The runtime traps
    /// where it gets none.
    private static let descriptorsNeeded = 6

    private static func requireDescriptors() {
        let opened = (0..<descriptorsNeeded).map { _ in Device.openNull(O_RDWR | O_CLOEXEC) }
        let error = SystemError.last
        for descriptor in opened where descriptor >= 0 { close(descriptor) }
        guard opened.contains(where: { $0 < 0 }) else { return }
        say("cannot open \(descriptorsNeeded) files at a time: \(error); the limit (ulimit -n) is too low")
        exit(EXIT_FAILURE)
    }

    /// The columns of the terminal on standard output; 80 without a terminal.
    static var columns: Int { columns(of: STDOUT_FILENO) }

    /// The columns of the terminal on a stream; 80 without a terminal.
    static func columns(of descriptor: Int32) -> Int { Device.columns(of: descriptor) ?? 80 }

    /// Whether standard output is a terminal that shows styles, and `NO_COLOR` is not set (no-color.org).
    static var isStyled: Bool {
        isatty(STDOUT_FILENO) == 1 && (Environment.value(of: "NO_COLOR") ?? "").isEmpty
            && Environment.value(of: "TERM") != "dumb"
    }

    /// Prints a result on standard output. A closed pipe is not an error. Other errors are written to standard error.
    /// - Returns: Whether there was no error.
    @discardableResult
    static func print(_ text: String) -> Bool {
        guard let error = write(text, to: STDOUT_FILENO), error.number != EPIPE else { return true }
        say("cannot write to standard output: \(error)")
        return false
    }

    /// Writes a message to standard error. Each line begins with `modaudit: `.
    static func say(_ message: String) {
        // The message ends the run, so that the timer of the signal must not end it with a second one.
        if message.hasPrefix("stopped before the end") { Interruption.settle() }
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        write(lines.map { "modaudit: \($0.visible)\n" }.joined(), to: STDERR_FILENO)
    }

    /// Writes text to a standard stream.
    /// - Returns: The error that ended the write, nil if there was none.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> SystemError? {
        do throws(SystemError) {
            try FileDescriptor(borrowing: descriptor).write(ArraySlice(text.utf8))
            return nil
        } catch {
            return error
        }
    }
}
