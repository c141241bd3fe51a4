import Foundation
import TestSupport

@testable import Pull

/// The built `modaudit` with the key of the tests in its environment.
final class CommandRunning {
    private let command: RunningCommand

    static let path = Command.modaudit

    /// - Parameters:
    ///   - environment: Variables in addition to the key. They can replace the key.
    ///   - script: Lines for a shell. `"$0" "$@"` is the command with its arguments.
    init(_ arguments: [String], environment: [String: String] = [:], script: String? = nil) throws {
        command = try RunningCommand(
            script == nil ? Self.path : URL(filePath: "/bin/sh"),
            (script.map { ["-c", $0, Self.path.path] } ?? []) + arguments,
            environment: ["PATH": "/usr/bin:/bin", "MODAUDIT_API_KEY": PullRunning.key]
                .merging(Command.sanitizerOptions) { $1 }.merging(environment) { $1 })
    }

    func signal(_ number: Int32) { command.send(number) }

    /// Waits for the end of the command.
    /// - Returns: The exit status, or the negative number of the signal that ended the command.
    @discardableResult
    func wait() async throws -> Int { Int(try await command.wait()) }

    var out: String { command.stdout }
    var error: String { command.stderr }

    /// Runs the command and waits for its end.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], script: String? = nil
    ) async throws -> (status: Int, out: String, error: String) {
        let command = try CommandRunning(arguments, environment: environment, script: script)
        let status = try await command.wait()
        return (status, command.out, command.error)
    }
}
