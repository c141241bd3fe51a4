import Glibc
import Policies

/// The result goes to standard output, messages go to standard error.
enum Terminal {
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Of the terminal that standard output is, else 80.
    static var columns: Int {
        var size = winsize()
        let known = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }

    /// Standard output is a terminal, and nobody asked for plain text (no-color.org).
    static var isStyled: Bool { unsafe isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil }

    /// A reader that has gone away is a normal end.
    static func print(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// One message, each of its lines on its own.
    static func say(_ message: String) { write("modaudit: \(message)\n", to: STDERR_FILENO) }

    /// `text` without control and formatting characters, so that a name from the input can't steer the terminal.
    static func visible(_ text: String) -> String { text.visible }

    static func write(_ text: String, to descriptor: Int32) {
        var bytes = ArraySlice(text.utf8)
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }
}
