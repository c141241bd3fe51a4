import CSpawn
public import Foundation
import Synchronization

/// A process with its output in files, so that the process never waits for a reader.
///
/// Foundation's `Process` crashes where more than some 1,300 descriptors are open.
public final class RunningCommand: Sendable {
    private let identifier: pid_t
    private let output: TemporaryFolder
    /// What `waitpid` returned for the ended process; nil while it runs.
    private let ended = Mutex<Int32?>(nil)

    /// Starts the program. It gets no open descriptors but the standard ones, no blocked signals, and a process group of
    /// its own.
    /// - Parameters:
    ///   - environment: all of the environment; nothing is inherited.
    ///   - folder: the working directory; without one, the test's own.
    /// - Throws: an error if the program cannot be started.
    public init(
        _ program: URL, _ arguments: [String], environment: [String: String], folder: URL? = nil,
        input: FileHandle = .nullDevice
    ) throws {
        output = try TemporaryFolder()
        let files = try (output: output.write("", to: "stdout"), errors: output.write("", to: "stderr"))
        let identifier = unsafe Self.withCStrings([program.path] + arguments) { arguments in
            unsafe Self.withCStrings(environment.map { "\($0)=\($1)" }) { environment in
                unsafe cspawn(
                    arguments, environment, folder?.path, input.fileDescriptor, files.output, files.errors)
            }
        }
        guard identifier > 0 else { throw POSIXError(POSIXErrorCode(rawValue: -identifier) ?? .EINVAL) }
        self.identifier = identifier
    }

    deinit {
        if isRunning {
            kill(identifier, SIGKILL)
            waitpid(identifier, nil, 0)
        }
    }

    public var isRunning: Bool { status == nil }

    public func send(_ signal: Int32) { if isRunning { kill(identifier, signal) } }

    /// Waits for the end.
    /// - Returns: the exit status, or the number of the signal that ended the process as a negative number.
    @discardableResult
    public func wait() async throws -> Int32 {
        while true {
            if let status { return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F) }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits for the end.
    public func outcome() async throws -> Command.Outcome {
        let status = try await wait()
        return try Command.Outcome(status: status, stdout: output.text("stdout"), stderr: output.text("stderr"))
    }

    /// The output so far; empty if it cannot be read.
    public var stdout: String { (try? output.text("stdout")) ?? "" }
    public var stderr: String { (try? output.text("stderr")) ?? "" }

    /// The status as `waitpid` gives it; nil while the process runs.
    private var status: Int32? {
        ended.withLock { ended in
            var status: Int32 = 0
            if ended == nil, unsafe waitpid(identifier, &status, WNOHANG) == identifier { ended = status }
            return ended
        }
    }

    /// Calls `body` with the texts as C strings, and a nil behind them.
    private static func withCStrings(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> pid_t
    ) -> pid_t {
        var copies = unsafe texts.map { unsafe strdup($0) } + [nil]
        defer { for index in texts.indices { unsafe free(copies[index]) } }
        return unsafe body(&copies)
    }
}
