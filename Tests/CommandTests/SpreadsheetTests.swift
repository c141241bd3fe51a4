import Foundation
import TestSupport
import Testing

/// Tables of hostile texts, opened in LibreOffice with a separator that is not the file's own (CONTRACT section 7).
@Suite(.prompt, .serialized) struct SpreadsheetTests {
    private static let separators = [(",", ","), (";", ";"), ("tab", "\t")]

    /// Starts of formulas behind every separator, blank, invisible character and quotation mark, each within a text.
    private static let hostile: [String] = {
        let starts = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(1)"]
        var texts: [String] = []
        for separator in [",", ";", "\t", "|", "\n", "\r\n", "\u{2028}"] {
            for between in ["", " ", "\u{A0}", "\u{200D}", "\"", "\" \"", "\"\""] {
                for start in starts.prefix(between.isEmpty ? 5 : 1) {
                    texts.append("a\(separator)\(between)\(start)")
                    texts.append("a\"\(separator)\(between)\(start)\"\(separator)b")
                    texts.append("\(separator)\(between)\(start)")
                }
            }
        }
        return texts + starts + ["a,\"=1+1\"", "x\";\"=1+1", "x';'=1+1"]
    }()

    /// Every text as a prompt, a title, a model, a name of a category and of a filter, an id, a reason; some as file names.
    private func writeInput(_ scratch: TemporaryFolder) throws -> String {
        let folder = scratch.url.appending(path: "in")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var answers: [Any] = []
        for (index, text) in Self.hostile.enumerated() {
            answers.append(
                [
                    "id": "task\(text)", "status": "succeeded", "model": text, "prompt": text,
                    "generations": [
                        [
                            "id": "gen_\(index)\(text)", "title": text, "prompt": text, "width": text,
                            "output_moderation_result": [
                                "type": text,
                                "filter_results": [
                                    "f\(text)": ["type": text, "metadata": ["g": ["S\(text)": 0.9]]]
                                ],
                            ],
                        ] as [String: Any]
                    ],
                ] as [String: Any])
            answers.append(["code": text, "message": text, "data": ["task_id": text]] as [String: Any])
        }
        for (index, name) in ["a.json", "a;=1+1.json", "b,=1+1.json", "c\t=1+1.json", "d;\"=1+1\".json"]
            .enumerated()
        {
            let part = answers.enumerated().filter { $0.offset % 5 == index }.map(\.element)
            try JSONSerialization.data(withJSONObject: part).write(to: folder.appending(path: name))
        }
        return folder.path
    }

    private func tables(_ delimiter: String, style: String, _ scratch: TemporaryFolder) async throws -> [String]
    {
        let report = scratch.file("report-\(style)")
        let scan = try await Command.run(
            "modaudit",
            [
                "scan", try writeInput(scratch), "--csv", style, "--delimiter", delimiter, "--scores", "all",
                "--output", report,
            ], scratch: scratch)
        #expect(scan.status == 4)
        return ["generations", "findings", "unaudited", "scores"].map { "\(report)/\($0).csv" }
    }

    private func open(
        _ files: [String], _ separator: String, quote: Int, _ scratch: TemporaryFolder
    ) async throws -> Command.Outcome {
        try await Command.run(
            "python3",
            [
                "Tests/ReportChecks/open-in-spreadsheet.py", scratch.file("profile"), separator, "\(quote)",
            ] + files, scratch: scratch)
    }

    /// With and without a quotation mark: the dialog has both.
    @Test(arguments: [0, 1, 2])
    func `no cell is a formula, whatever other separator the file is opened with`(own: Int) async throws {
        let scratch = try TemporaryFolder()
        let files = try await tables(Self.separators[own].0, style: "excel", scratch)
        for (index, separator) in Self.separators.enumerated() where index != own {
            for quote in [34, 0] {
                let outcome = try await open(files, separator.1, quote: quote, scratch)
                #expect(outcome.status == 0, "\(separator.0) \(quote)\n\(outcome.stdout)\n\(outcome.stderr)")
            }
        }
        // And as it is meant to be opened.
        #expect(try await open(files, Self.separators[own].1, quote: 34, scratch).status == 0)
    }

    @Test func `without the guard there are formulas`() async throws {
        let scratch = try TemporaryFolder()
        let files = try await tables(",", style: "data", scratch)
        for quote in [34, 0] {
            let outcome = try await open(files, quote == 0 ? ";" : ",", quote: quote, scratch)
            #expect(outcome.status == 1)
            for name in ["generations", "findings", "unaudited", "scores"] {
                #expect(outcome.stdout.contains("/\(name).csv"), "\(quote): \(name)")
            }
        }
    }
}
