import Foundation
import Synchronization
import TestSupport
import Testing

/// Answers of a service that signs its links again for each request.
@Suite struct SignedLinkTests {
    @Test func `tasks that are pulled again with new links are not a change`() async throws {
        let folder = try TemporaryFolder()
        let documented = try Fixtures.documented, requests = Atomic<Int>(0)
        let server = try await MisbehavingServer { request in
            let number = requests.add(1, ordering: .relaxed).newValue
            // Each task has its own IDs, and each answer has other links.
            return [
                .http(
                    documented.replacing("task_01jhjp54x0f759wceyasz6xrge", with: request.id)
                        .replacing("gen_01jhjp646berwt0ezg1faay7mt", with: "gen_\(request.id)")
                        .replacing("sig=", with: "sig=again\(number)"))
            ]
        }
        try folder.write("task_id\na\nb\nc\n", to: "tasks.csv")
        // This policy flags every documented generation or is near to it.
        try folder.write(
            """
            policy: links
            version: "1"
            rules:
              - {id: any, signal: legal.*.score, flag_at: 0.9}
            """, to: "policy.yaml")
        for night in ["1", "2"] {
            let pull = try await CommandRunning.run([
                "pull", "--quiet", "--ids", folder.path + "/tasks.csv", "--base-url", server.url, "--archive",
                "\(folder.path)/answers\(night)",
            ])
            #expect(pull.status == 0, "\(pull.error)")
        }
        func scan(_ night: String, _ options: [String]) async throws {
            let run = try await CommandRunning.run(
                [
                    "scan", "--quiet", "\(folder.path)/answers\(night)", "--policy",
                    folder.path + "/policy.yaml",
                    "--output", "\(folder.path)/report\(night)", "--as-of", "\(night)00000",
                ] + options)
            #expect(run.status == 0, "\(run.error)")
        }
        try await scan("1", [])
        try await scan("2", ["--previous", folder.path + "/report1", "--fail-on", "new"])
        let rows = try folder.text("report2/changes.csv").split(separator: "\r\n")
        #expect(rows.count == 1, "\(rows)")
        let evidence = try ["report1", "report2"].map { try digests($0 + "/generations.json", in: folder) }
        #expect(evidence[0].count >= 3 && Set(evidence[0]).isDisjoint(with: evidence[1]))
    }

    private func digests(_ file: String, in folder: TemporaryFolder) throws -> [Substring] {
        try folder.text(file).matches(of: #/"evidence_sha256":"([0-9a-f]{64})"/#).map(\.1)
    }
}
