import Foundation
import TestSupport

/// A scan into `$T/report` of an endless standard input: the test holds both ends of the pipe.
final class FedScan {
    private let command: RunningCommand
    private let pipe = Pipe()
    private let texts: [UInt8]
    private var next = 0
    private var wasFull = false

    init(on bench: Workbench) throws {
        texts = try bench.scratch.bytes("in.ndjson")
        command = try RunningCommand(
            Command.modaudit,
            [
                "scan", "-", "--batch-size", "4096", "--as-of", "2026-11-22", "--output",
                bench.scratch.file("report"),
            ], environment: Command.sanitizerOptions, input: pipe.fileHandleForReading)
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFL, O_NONBLOCK)
    }

    var isRunning: Bool { command.isRunning }

    func send(_ signal: Int32) { command.send(signal) }

    /// Fills the pipe with responses.
    /// - Returns: whether the scan has read some since it was full.
    func feed() -> Bool {
        var hasRead = false
        while true {
            let count = unsafe texts.withUnsafeBytes { bytes in
                unsafe write(
                    pipe.fileHandleForWriting.fileDescriptor, bytes.baseAddress?.advanced(by: next),
                    bytes.count - next)
            }
            guard count > 0 else { break }
            next = (next + count) % texts.count
            hasRead = wasFull
        }
        wasFull = true
        return hasRead
    }

    /// Waits for the end.
    func outcome() async throws -> Command.Outcome { try await command.outcome() }
}
