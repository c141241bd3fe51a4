import ArgumentParser
import Utilities

/// The option `--metrics` of `scan`, `merge` and `pull` (CONTRACT section 8).
struct MetricsOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Also write a metrics file for the textfile collector of Prometheus, whatever the exit status. A command line that \
            cannot be parsed writes nothing.
            """,
            valueName: "file.prom"),
        completion: .file(extensions: ["prom"]))
    var metrics: String?

    func validate() throws {
        if let metrics, !metrics.utf8.reversed().starts(with: MetricsFile.ending.utf8.reversed()) {
            throw ValidationError("--metrics needs a file name that ends in \(MetricsFile.ending).")
        }
    }

    /// Runs a command and then writes its metrics, whatever its status; its arguments are parsed before. If they cannot be
    /// written, status 0 becomes 1.
    /// - Parameter run: The command. It sets the metrics of its result, if it gets that far.
    /// - Throws: The error of `run`, or `ExitStatus.failed` if only the metrics failed.
    func recording(
        _ command: String, _ run: (_ result: inout [MetricFamily]) async throws -> Void
    ) async throws {
        var result: [MetricFamily] = []
        var failure: (any Error)?
        do { try await run(&result) } catch { failure = error }
        let status = failure.map { Modaudit.exitCode(for: $0) } ?? .success
        if let metrics {
            let families = [
                MetricFamily(.exitStatus, Int64(status.rawValue), ("command", command)),
                MetricFamily(.info, 1, ("command", command), ("version", Modaudit.version)),
            ]
            // The numbers of an earlier run, or of half a run, must not look like those of this one.
            let isFailed = [ExitStatus.failed, ExitStatus.usage, ExitStatus.policyRefused].contains(status)
            let text = (families + (isFailed ? [] : result)).map(\.text).joined()
            // A signal no longer ends the process: the command has its result.
            Interruption.settle()
            if let fault = MetricsFile.replace(metrics, with: text) {
                Terminal.say("cannot write the metrics \(metrics): \(fault)")
                failure = failure ?? ExitStatus.failed
            }
        }
        if let failure { throw failure }
    }
}
