public import Foundation

/// A process with its output in files, so that the process never waits for a reader.
public final class RunningCommand {
    private let process = Process()
    private let output: TemporaryFolder

    /// Starts the program.
    /// - Parameters:
    ///   - environment: all of the environment; nothing is inherited.
    ///   - folder: the working directory; without one, the test's own.
    /// - Throws: an error if the program cannot be started.
    public init(
        _ program: URL, _ arguments: [String], environment: [String: String], folder: URL? = nil,
        input: FileHandle = .nullDevice
    ) throws {
        output = try TemporaryFolder()
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment
        if let folder { process.currentDirectoryURL = folder }
        process.standardInput = input
        let output = output
        let handles = try ["stdout", "stderr"].map { name in
            try FileHandle(forWritingTo: URL(filePath: output.write("", to: name)))
        }
        // At once: `Process.run` lists the open descriptors, and of more than some 1,300 reads beyond the list's end.
        defer { for handle in handles { try? handle.close() } }
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    public var isRunning: Bool { process.isRunning }

    public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end.
    /// - Returns: the exit status, or the number of the signal that ended the process as a negative number.
    @discardableResult
    public func wait() async throws -> Int32 {
        while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Waits for the end.
    public func outcome() async throws -> Command.Outcome {
        let status = try await wait()
        return try Command.Outcome(status: status, stdout: output.text("stdout"), stderr: output.text("stderr"))
    }

    /// The output so far; empty if it cannot be read.
    public var stdout: String { (try? output.text("stdout")) ?? "" }
    public var stderr: String { (try? output.text("stderr")) ?? "" }
}
