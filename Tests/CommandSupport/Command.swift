public import Foundation

/// Runs the built `modaudit` and the scripts of the repository, each in the repository's root.
public struct Command {
    /// How a run ended, and what it said.
    public struct Outcome: Sendable {
        public var status: Int32
        public var stdout: String
        public var stderr: String

        public init(status: Int32, stdout: String, stderr: String) {
            self.status = status
            self.stdout = stdout
            self.stderr = stderr
        }
    }

    /// The repository's root.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where the built products lie, `modaudit` among them: beside the test bundle.
    public static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    public static let modaudit = products.appending(path: "modaudit")

    public static let isRecording = ProcessInfo.processInfo.environment["MODAUDIT_RECORD"] == "1"

    /// Runs `modaudit` with these arguments.
    public static func modaudit(_ arguments: String...) async throws -> Outcome {
        try await run(modaudit.path, arguments, scratch: ScratchFolder())
    }

    /// Runs a program found by its name. In its environment are a `PATH` with `modaudit`, and `T`, a folder of its own.
    public static func run(
        _ program: String, _ arguments: [String], scratch: ScratchFolder, seconds: Int = 600
    ) async throws -> Outcome {
        let said = try ScratchFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // Kills the program and what it has started, should it not come to its end.
        process.arguments = ["timeout", "-s", "KILL", "\(seconds)", program] + arguments
        process.currentDirectoryURL = root
        process.environment = environment(scratch)
        let stdout = said.url.appending(path: "stdout"), stderr = said.url.appending(path: "stderr")
        for file in [stdout, stderr] { try Data().write(to: file) }
        // Files, not pipes: no reader has to keep up, and no reader has to be gone.
        process.standardInput = FileHandle.nullDevice
        let handles = [try FileHandle(forWritingTo: stdout), try FileHandle(forWritingTo: stderr)]
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try await withCheckedThrowingContinuation { (end: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in end.resume() }
            do { try process.run() } catch { end.resume(throwing: error) }
            // At once: `Process.run` lists the open descriptors, and of more than some 1,300 reads beyond the list's end.
            for handle in handles { try? handle.close() }
        }
        process.terminationHandler = nil
        guard process.terminationReason == .exit else {
            throw Killed(command: ([program] + arguments).joined(separator: " "))
        }
        return try Outcome(
            status: process.terminationStatus, stdout: text(of: stdout, scratch),
            stderr: text(of: stderr, scratch))
    }

    /// The run crashed, or took too long.
    struct Killed: Error {
        var command: String
    }

    private static func environment(_ scratch: ScratchFolder) -> [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        // The options are those of a command that is built with a sanitizer.
        let passed = ["LD_LIBRARY_PATH", "HOME", "ASAN_OPTIONS", "TSAN_OPTIONS"]
        var environment = inherited.filter { passed.contains($0.key) }
        environment["PATH"] = products.path + ":" + (inherited["PATH"] ?? "/usr/bin:/bin")
        environment["T"] = scratch.url.path
        return environment
    }

    /// A file's text, with `$T` for the folder's name, which is another in every run.
    public static func text(of file: URL, _ scratch: ScratchFolder) throws -> String {
        let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        return text.replacingOccurrences(of: scratch.url.path, with: "$T")
    }
}
