import Foundation
import TestSupport
import Testing

/// Runs with failing system calls, by the preloaded `faults.c`.
@Suite struct FailingCallsTests {
    struct Fault: CustomTestStringConvertible, Sendable {
        var call: String
        var number: Int32
        var path: String
        var after: Int
        var expected: String

        var testDescription: String { "\(call), error \(number) after \(after) in \(path)" }

        var environment: String {
            "FAULT_CALL=\(call) FAULT_ERRNO=\(number) FAULT_AFTER=\(after) FAULT_PATH='\(path)'"
        }
    }

    /// The compiled `faults.c`.
    private static let library = Task {
        let path = Command.products.appending(path: "faults.so").path
        let arguments = ["-shared", "-fPIC", "-o", path, "Tests/FaultTests/faults.c", "-ldl"]
        let outcome = try await Command.run("cc", arguments)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        return path
    }

    /// The environment that preloads `faults.c`.
    static var preload: String { get async throws { "LD_PRELOAD=\(try await library.value)" } }

    private static let full = "No space left on device"
    private static let broken = "Input/output error"

    static let ofReport =
        [0, 1, 2, 100, 1_000, 5_000, 20_000].flatMap { after in
            [(ENOSPC, full), (EIO, broken), (EDQUOT, "Disk quota exceeded")].map {
                Fault(call: "write", number: $0.0, path: ".report.modaudit-", after: after, expected: $0.1)
            }
        }
        + ["generations.csv", "generations.json", "findings.csv", "unaudited.csv", "summary.json"].flatMap {
            [
                Fault(call: "open", number: EMFILE, path: $0, after: 0, expected: "Too many open files"),
                Fault(call: "write", number: ENOSPC, path: $0, after: 1, expected: full),
                Fault(call: "fsync", number: EIO, path: $0, after: 0, expected: broken),
            ]
        } + [
            Fault(
                call: "open", number: EACCES, path: ".report.modaudit-", after: 1, expected: "Permission denied"
            ),
            Fault(call: "readdir", number: EIO, path: "/report", after: 0, expected: broken),
        ]

    @Test(arguments: ofReport)
    func `a report that cannot be written gives one line and leaves the old report`(fault: Fault) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            \(try await Self.preload) \(fault.environment) scan "$T/in.ndjson"
            """)
        try bench.expectFailure(outcome, ": " + fault.expected)
    }

    static let ofInput =
        [0, 1, 10_000, 150_000].flatMap { after in
            [
                Fault(
                    call: "read", number: EIO, path: "in.ndjson", after: after,
                    expected: "cannot be read: \(broken)")
            ]
        } + [
            Fault(
                call: "open", number: EMFILE, path: "in.ndjson", after: 0,
                expected: "cannot be opened: Too many open files"),
            Fault(
                call: "open", number: EACCES, path: "in.ndjson", after: 0,
                expected: "cannot be opened: Permission denied"),
        ]

    @Test(arguments: ofInput)
    func `an input that cannot be read is a row, and the next input is audited`(fault: Fault) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            \(try await Self.preload) \(fault.environment) scan "$T/in.ndjson" fixtures/envelopes/task.json
            """)
        #expect(outcome.status == 4)
        #expect(outcome.stderr.isEmpty)
        #expect(try bench.unaudited().contains(fault.expected))
        #expect(try bench.unaudited().contains("task.json") == false)
        #expect(try bench.report != bench.oldReport)
        #expect(try bench.leftovers == [])
    }
}
