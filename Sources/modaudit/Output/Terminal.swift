import Glibc
import Responses

/// The result goes to standard output, messages go to standard error.
enum Terminal {
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Before anything is opened: where a standard stream is closed, its number would be given to the next file
    /// that is opened, and a message would end up there. And a reader that has gone away is an error of `write`,
    /// not the end of the process.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        var descriptor: Int32
        repeat { descriptor = unsafe open("/dev/null", O_RDWR) } while 0...STDERR_FILENO ~= descriptor
        if descriptor >= 0 { close(descriptor) }
    }

    /// Of the terminal that standard output is, else 80.
    static var columns: Int {
        var size = winsize()
        let known = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }

    /// Standard output is a terminal, and nobody asked for plain text (no-color.org).
    static var isStyled: Bool { unsafe isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil }

    /// Prints a result; a reader that has gone away is a normal end. What else goes wrong is said on standard error.
    ///
    /// - Returns: whether nothing went wrong.
    @discardableResult
    static func print(_ text: String) -> Bool {
        let number = write(text, to: STDOUT_FILENO)
        if number == 0 || number == EPIPE { return true }
        say("standard output cannot be written: \(SystemCall.words(of: number))")
        return false
    }

    /// One message, each line of which says whose it is.
    static func say(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        write(lines.map { "modaudit: \($0.visible)\n" }.joined(), to: STDERR_FILENO)
    }

    /// - Returns: 0, or the error number that ended it.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var bytes = ArraySlice(text.utf8)
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0 {
                if errno == EINTR { continue }
                guard errno == EAGAIN else { return errno }
                // Whoever shares the pipe or terminal may have made it one that doesn't wait.
                var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&room, 1, -1)
                continue
            }
            bytes = bytes.dropFirst(written)
        }
        return 0
    }
}
