public import Foundation

/// Runs the built `modaudit` and other programs, each in the repository's root.
public enum Command {
    /// How a run ended, and what it wrote.
    public struct Outcome: Sendable {
        /// The exit status; negative, the signal that ended the process.
        public var status: Int32
        public var stdout: String
        public var stderr: String
    }

    /// The repository's root.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of the test bundle, with the built products.
    public static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()

    public static let modaudit = products.appending(path: "modaudit")

    /// Whether the tests write expected files instead of comparing with them, and fail.
    public static let isRecording = ProcessInfo.processInfo.environment["MODAUDIT_RECORD"] == "1"

    /// Options of programs that are built with a sanitizer.
    public static let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
        ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
    }

    /// Runs `modaudit` with these arguments.
    public static func modaudit(_ arguments: String...) async throws -> Outcome {
        try await run("modaudit", arguments)
    }

    /// Runs a program found by its name. Its `PATH` has `modaudit`; `T` is the path of `scratch`.
    /// - Parameters:
    ///   - scratch: the folder for the run's files; without one, a new folder. `$T` replaces its path in the output.
    ///   - seconds: the limit after which the program and its children are killed.
    /// - Throws: `Killed` if a signal ends the program.
    public static func run(
        _ program: String, _ arguments: [String], scratch: TemporaryFolder? = nil, in folder: URL = root,
        seconds: Int = 600
    ) async throws -> Outcome {
        let scratch = try scratch ?? TemporaryFolder()
        let command = try RunningCommand(
            URL(filePath: "/usr/bin/env"), ["timeout", "-s", "KILL", "\(seconds)", program] + arguments,
            environment: environment(scratch), folder: folder)
        var outcome = try await command.outcome()
        guard outcome.status >= 0 else { throw Killed(command: ([program] + arguments).joined(separator: " ")) }
        outcome.stdout = shown(outcome.stdout, scratch)
        outcome.stderr = shown(outcome.stderr, scratch)
        return outcome
    }

    /// The program crashed or exceeded its time.
    struct Killed: Error {
        var command: String
    }

    /// Without the language and time zone of the user, which the output must not depend on.
    private static func environment(_ scratch: TemporaryFolder) -> [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        var environment = inherited.filter { ["LD_LIBRARY_PATH", "HOME"].contains($0.key) }
        environment.merge(sanitizerOptions) { $1 }
        environment["PATH"] = products.path + ":" + (inherited["PATH"] ?? "/usr/bin:/bin")
        environment["T"] = scratch.path
        return environment
    }

    /// The text with `$T` for the folder's path, which differs between runs.
    private static func shown(_ text: String, _ scratch: TemporaryFolder) -> String {
        text.replacingOccurrences(of: scratch.path, with: "$T")
    }
}
