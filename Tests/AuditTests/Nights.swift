import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// Reports of a series of inputs. Each has a name and can be compared with another one.
struct Nights {
    /// A report and its comparison.
    struct Night {
        let summary: Summary
        let files: [String: Data]

        var changes: Summary.Changes { get throws { try #require(summary.changes) } }

        /// The rows of `changes.csv`, with columns by name.
        var rows: [[String: String]] { get throws { try report.rows(of: "changes.csv") } }

        /// `change id` and the cause of each row of `changes.csv`.
        var news: [String] {
            get throws {
                try rows.map {
                    "\($0["change"] ?? "") \($0["generation_id"]?.replacing("gen_", with: "") ?? "") \($0["cause"] ?? "")"
                }
            }
        }

        /// `id change first_listed` of each listed generation, with the day of the month for the time.
        var listed: [String] {
            get throws {
                try report.generations.map { row in
                    let moment = row["first_listed"] as? String ?? "-"
                    return
                        "\(row["generation_id"] as? String ?? "-") \(row["change"] as? String ?? "-") \(moment.dropFirst(8).prefix(2))"
                }
            }
        }

        private var report: Report { Report(summary: summary, files: files) }
    }

    let folder: TemporaryFolder
    static let policy = """
        policy: nights
        version: "1"
        missing: ignore
        rules:
          - {id: ip, severity: high, signal: legal.ip.score, flag_at: 0.9, near_at: 0.5}
          - {id: face, severity: medium, signal: legal.face.score, flag_at: 0.9, near_at: 0.5}

        """

    init() throws { folder = try TemporaryFolder() }

    func path(_ name: String) -> String { folder.file(name) }

    /// Scans texts on 2026-11-`night`.
    /// - Parameter after: The name of the night to compare with; nil for no comparison, empty for an empty baseline.
    @discardableResult
    func scan(
        _ night: String, after: String? = nil, _ texts: [String], policy: String = Self.policy,
        csv: ReportStyle.CSV = .data, allowsDuplicates: Bool = false, jobs: Int = 2, partRoom: Int = 32 << 20
    ) async throws -> Night {
        try folder.write(texts.joined(separator: "\n") + "\n", to: "input-\(night)/a.ndjson")
        let day = try #require(Int64(night.prefix(2)))
        var request = ScanRequest(
            inputs: [path("input-\(night)")], policy: try PolicyFile.read(Array(policy.utf8), named: "p.yaml"),
            output: path(night), style: ReportStyle(csv: csv), jobs: jobs, batchSize: 400,
            asOf: 1_793_491_200 + 86_400 * (day - 1), toolVersion: "test",
            previous: after.map { $0.isEmpty ? .empty : .report(path($0)) },
            allowsDuplicates: allowsDuplicates)
        request.partRoom = partRoom
        let summary = try await Scan(request).run()
        return Night(summary: summary, files: try folder.contents(of: night))
    }

    /// An answer with one generation, which has the ID `gen_` followed by the task's ID.
    static func answer(_ id: String, ip: Double? = nil, face: Double? = nil, sexual: Double = 0, link: Int = 0)
        -> String
    {
        """
        {"id":"task_\(id)","status":"succeeded","generations":[\(generation(#""id":"gen_\#(id)","#, ip, face, sexual, link))]}
        """
    }

    /// A generation. `id` is its member followed by a comma, or empty.
    static func generation(_ id: String, _ ip: Double?, _ face: Double?, _ sexual: Double, _ link: Int)
        -> String
    {
        let legal = [("ip", ip), ("face", face)].compactMap { name, score in
            score.map { "\"\(name)\":[{\"l\":5,\"p\":\($0),\"v\":false}]" }
        }
        return """
            {\(id)"url":"https://cdn.invalid/v.mp4?sig=\(link)","prompt":"=a, \\"b\\"\\nc",\
            "legal_classifier_result":{\(legal.joined(separator: ","))},"output_moderation_result":{"filter_results":\
            {"moderation_api":{"type":"passed","metadata":{"global":{"S1":\(sexual)}}}}}}
            """
    }
}
