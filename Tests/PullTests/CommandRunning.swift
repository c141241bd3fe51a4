import Foundation

@testable import Pull

/// The real command, as a process of its own.
final class CommandRunning {
    private let process = Process()
    private let folder: TemporaryFolder

    /// Built beside the tests.
    static let path: URL = {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return own.deletingLastPathComponent().appendingPathComponent("modaudit")
    }()

    /// - Parameters:
    ///   - environment: Beside the key, unless that is in it.
    ///   - script: For a shell; `"$0" "$@"` is the command with its arguments.
    init(_ arguments: [String], environment: [String: String] = [:], script: String? = nil) throws {
        folder = try TemporaryFolder()
        process.executableURL = script == nil ? Self.path : URL(fileURLWithPath: "/bin/sh")
        process.arguments = (script.map { ["-c", $0, Self.path.path] } ?? []) + arguments
        // The options are those of a command that is built with a sanitizer.
        let options = ProcessInfo.processInfo.environment.filter {
            ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
        }
        process.environment = ["PATH": "/usr/bin:/bin", "MODAUDIT_API_KEY": PullRunning.key]
            .merging(options) { $1 }.merging(environment) { $1 }
        for name in ["out", "error"] { try folder.write("", to: name) }
        let handles = ["/out", "/error"].map { FileHandle(forWritingAtPath: folder.path + $0) }
        defer { for handle in handles { try? handle?.close() } }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try process.run()
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end; the exit status, or the signal it died of as a negative number.
    @discardableResult
    func wait() async throws -> Int {
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        let status = Int(process.terminationStatus)
        return process.terminationReason == .exit ? status : -status
    }

    var out: String { folder.text("out") }
    var error: String { folder.text("error") }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], script: String? = nil
    ) async throws -> (status: Int, out: String, error: String) {
        let command = try CommandRunning(arguments, environment: environment, script: script)
        let status = try await command.wait()
        return (status, command.out, command.error)
    }
}
