import CommandSupport
import Foundation

/// A scan into `$T/report` of what is fed to its standard input, which never ends: both ends of the pipe are held here,
/// so that no writer has to be started, and none can be left over.
final class FedScan {
    private let process = Process()
    private let pipe = Pipe()
    private let said: ScratchFolder
    private let texts: [UInt8]
    private var next = 0
    private var wasFull = false

    init(on bench: Workbench) throws {
        said = try ScratchFolder()
        texts = try Array(Data(contentsOf: bench.scratch.url.appending(path: "in.ndjson")))
        process.executableURL = Command.modaudit
        process.arguments = [
            "scan", "-", "--batch-size", "4096", "--as-of", "2026-11-22", "--output",
            bench.scratch.path("report"),
        ]
        process.standardInput = pipe.fileHandleForReading
        for name in ["stdout", "stderr"] { try Data().write(to: said.url.appending(path: name)) }
        process.standardOutput = try FileHandle(forWritingTo: said.url.appending(path: "stdout"))
        process.standardError = try FileHandle(forWritingTo: said.url.appending(path: "stderr"))
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFL, O_NONBLOCK)
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

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

    /// Once it runs no more.
    func outcome() throws -> Command.Outcome {
        try Command.Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            stdout: text("stdout"), stderr: text("stderr"))
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: said.url.appending(path: name), encoding: .utf8)
    }
}
