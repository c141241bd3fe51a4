import Reporting
import Responses
import TestSupport
import Testing

/// Options that do not change a report.
@Suite struct SameReportTests {
    @Test func `the report has the same bytes for any number of jobs and any batch size`() async throws {
        let workplace = try Workplace()
        let texts = Corpus(seed: 8, texts: 60).texts
        // Two Unicode forms of a name are different names.
        let forms = ["\u{E9}", "e\u{301}"].map {
            #"{"id":"\#($0)","generations":[{"id":"\#($0)","output_moderation_result":{"\#($0)":1}}]}"# + "\n"
        }.joined()
        try workplace.write(texts[..<25].map { $0.compact + "\n" }.joined() + forms, to: "a.ndjson")
        try workplace.write(texts[25...].map { $0.pretty + "\n" }.joined(), to: "b.json")
        let expected = try await workplace.scan(jobs: 1, scores: .all)
        #expect(expected.files.count == 10)
        #expect(expected.summary.unrecognised.keys.count { $0.text == "/output_moderation_result/\u{E9}" } == 2)
        for jobs in [1, 2, 5] {
            for batchSize in [1, 300, 4096, 4 << 20] {
                let report = try await workplace.scan(jobs: jobs, batchSize: batchSize, scores: .all)
                for (name, bytes) in expected.files {
                    #expect(
                        report.files[name] == bytes, "\(name) with \(jobs) jobs, batches of \(batchSize) bytes")
                }
                #expect(report.summary == expected.summary)
            }
        }
    }

    @Test(arguments: [1, 2_000, 20_000])
    func `the report has the same bytes for any number of rows per part`(partRoom: Int) async throws {
        let workplace = try Workplace()
        let texts = Corpus(seed: 9, texts: 60).texts.map(\.compact)
        // Whole lines, a part with valid texts in a broken one, and the same input again as duplicates.
        let lines = texts.joined(separator: "\n") + "\n"
        try workplace.write(lines + "[\n" + texts[..<30].joined(separator: "\n") + "\n{", to: "a.json")
        try workplace.write(lines, to: "b.ndjson")
        let expected = try await workplace.scan(scores: .all)
        #expect(expected.summary.counts.duplicates > 60)
        for batchSize in [5_000, 4 << 20] {
            let report = try await workplace.scan(batchSize: batchSize, partRoom: partRoom, scores: .all)
            for (name, bytes) in expected.files { #expect(report.files[name] == bytes, "\(name)") }
            #expect(report.summary == expected.summary)
        }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `the findings do not depend on the layout of the input`(seed: UInt64) async throws {
        let texts = Corpus(seed: seed, texts: 100).texts
        let compact = texts.map { $0.compact + "\n" }
        let expected = try await Self.report { try $0.write(compact.joined(), to: "all.ndjson") }
        let layouts: [String: Report] = [
            "split over files": try await Self.report {
                var rest = compact[...], number = 100
                // The input is divided into parts of different sizes.
                while !rest.isEmpty {
                    number += 1
                    try $0.write(rest.prefix(number % 7 + 1).joined(), to: "\(number).jsonl")
                    rest = rest.dropFirst(number % 7 + 1)
                }
            },
            "compressed": try await Self.report {
                try $0.writeCompressed(compact.joined(), to: "all.ndjson.gz")
            },
            "pretty-printed": try await Self.report {
                try $0.write(texts.map { $0.pretty + "\n" }.joined(), to: "all.json")
            },
            "with other line ends": try await Self.report {
                try $0.write("\u{FEFF}" + texts.map { $0.compact + "\r\n\r\n" }.joined(), to: "all.json")
            },
        ]
        for (name, report) in layouts {
            #expect(try report.judged == expected.judged, "\(name)")
            #expect(try report.unaudited == expected.unaudited, "\(name)")
            #expect(try report.counted == expected.counted, "\(name)")
        }
    }

    @Test func `splitting and compressing do not change the evidence`() async throws {
        let compact = Corpus(seed: 3, texts: 60).texts.map { $0.compact + "\n" }
        let whole = try await Self.report { try $0.write(compact.joined(), to: "all.ndjson") }
        let split = try await Self.report {
            try $0.write(compact[..<30].joined(), to: "a.ndjson")
            try $0.writeCompressed(compact[30...].joined(), to: "b.ndjson.gz")
        }
        let digests = try whole.generations.map { $0["evidence_sha256"] as? String }
        #expect(digests.count > 30)
        #expect(try split.generations.map { $0["evidence_sha256"] as? String } == digests)
    }

    private static func report(_ fill: (Workplace) throws -> Void) async throws -> Report {
        let workplace = try Workplace()
        try fill(workplace)
        return try await workplace.scan()
    }
}
