import Foundation
import Reporting
import Statistics
import TestSupport
import Testing

@testable import Audit

/// Folders that a run refuses (CONTRACT sections 6 and 16).
@Suite struct TuningRefusalTests {
    private func bench() async throws -> TuningBench {
        let bench = try TuningBench()
        try bench.write((0..<20).map { TuningBench.generation("g\($0)", score: Double($0) / 20) })
        try await bench.sample()
        try bench.add([])
        return bench
    }

    private func refusal(_ bench: TuningBench, sample: String = "sample", output: String = "tuning") async
        -> String
    {
        do {
            _ = try await bench.tune { ($0.samples, $0.hasLedger, $0.output) = ([sample], true, output) }
            return "no error"
        } catch { return "\(error)" }
    }

    @Test(arguments: ["key.csv", "strata.csv", "sample.json", "policy.yaml", "datapackage.json"])
    func `a sample with an edited or removed file is refused`(name: String) async throws {
        let bench = try await bench()
        let text = try bench.folder.text("sample/" + name)
        try bench.folder.write(text + "\n", to: "sample/" + name)
        #expect(
            await refusal(bench) == bench.folder.file("sample/\(name)")
                + ": was edited after the sample was written; put it back")
        try FileManager.default.removeItem(atPath: bench.folder.file("sample/" + name))
        #expect(
            await refusal(bench) == bench.folder.file("sample/\(name)")
                + ": was removed after the sample was written; put it back")
        #expect(try !bench.folder.names().contains("tuning"))
    }

    @Test func `a sheet may be filled in or handed out`() async throws {
        let bench = try await bench()
        try bench.folder.write("filled in", to: "sample/sheet-1.csv")
        #expect(await refusal(bench) == "no error")
        try FileManager.default.removeItem(atPath: bench.folder.file("sample/sheet-1.csv"))
        #expect(await refusal(bench) == "no error")
    }

    @Test(arguments: ["missing", "ledger", "input", "input/a.ndjson", "tuning"])
    func `what is no sample has one message`(name: String) async throws {
        let bench = try await bench()
        #expect(await refusal(bench) == "no error")
        #expect(
            await refusal(bench, sample: name, output: "other") == bench.folder.file(name)
                + ": is no sample; name a folder that `modaudit sample` wrote")
    }

    @Test func `an output within a folder that is read is refused`() async throws {
        let bench = try await bench()
        for (name, noun) in [("sample", "sample"), ("ledger", "ledger"), ("input", "input")] {
            let output = bench.folder.file(name + "/x")
            #expect(
                await refusal(bench, output: name + "/x") == bench.folder.file(name)
                    + ": the tuning folder \(output) is in this \(noun); name one outside of it with --output")
            #expect(!FileManager.default.fileExists(atPath: output))
        }
        await #expect {
            try await bench.sample(name: "input/x")
        } throws: {
            "\($0)".contains(": the sample folder ") && "\($0)".contains(" is in this input; ")
        }
        #expect(await refusal(bench) == "no error")
    }

    @Test func `a report within the ledger or the report before is refused`() async throws {
        let bench = try await bench()
        var request = try bench.request(TuningBench.read(TuningBench.policy), output: "ledger/x")
        request.ledger = bench.folder.file("ledger")
        #expect(request.overlap?.contains("the report folder \(request.output) is in this ledger") == true)
        request.previous = .report(bench.folder.file("report"))
        request.output = bench.folder.file("report/x")
        #expect(request.overlap?.contains("the report folder \(request.output) is in this report") == true)
        // A report may replace the one before.
        request.output = bench.folder.file("report")
        #expect(request.overlap == nil)
        request.output = bench.folder.file("report-2")
        #expect(request.overlap == nil)
    }
}
