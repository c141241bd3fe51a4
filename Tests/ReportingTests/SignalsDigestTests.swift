import Digests
import TestSupport
import Testing

@testable import Reporting
@testable import Responses

/// `signals_sha256` (CONTRACT section 6).
@Suite struct SignalsDigestTests {
    /// The digests of the generations of a task, which may hold more members.
    private func digests(task: String = "", _ generations: String...) throws -> [String] {
        let list = generations.map { "{\"id\": \"gen_1\", \($0)}" }.joined(separator: ", ")
        let text = "{\"id\": \"task_1\", \(task)\"generations\": [\(list)]}"
        var flattener = ResponseFlattener()
        let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
        try unsafe bytes.withUnsafeBytes {
            try unsafe flattener.flatten(UnsafeRawBufferPointer(rebasing: $0.dropLast(64)))
        }
        let signals = flattener.signals.signals
        var digest = SignalsDigest()
        var found: [String] = []
        for generation in flattener.records.generations {
            found.append(digest.hex(of: generation, of: flattener.records, signals: signals))
        }
        return found
    }

    private func digest(of lines: [String]) -> String {
        SHA256Digest.hex(of: Array((["modaudit signals 1"] + lines).map { $0 + "\n" }.joined().utf8))
    }

    @Test func `series and booleans have the digest of the specification`() throws {
        let found = try digests(
            #"""
            "output_moderation_result": {"mapper_metadata": {"u18": {"is_child": false, "is_realistic": null}}},
            "legal_classifier_result": {"ip": [{"l": 42, "p": 0.97, "v": false}, {"l": 788, "p": 0.99, "v": false}]}
            """#)
        #expect(found == ["3a3c242a56cf89cddd26e8f30a45dabcd0a01ce566062b64aaf44da7a8f74cb9"])
    }

    @Test func `missing series, defective frames, numbers and texts have the digest of the specification`()
        throws
    {
        let found = try digests(
            #"""
            "output_moderation_result": {"type": "pas\tsed", "filter_results": {"moderation_api": {"metadata":
            {"global": {"S3+": 0.02}}}}},
            "legal_classifier_result": {"ip": [{"l": 42, "p": 0.97, "v": false}, {"l": 1}], "face": []}
            """#)
        #expect(found == ["ede634c7504a80fc344b7d0445da2ed8afac3c73b8a9b9bbf2bef2d8cc008179"])
    }

    @Test func `the task's signals are in the digest of each generation`() throws {
        let found = try digests(
            task: #""needs_user_review": true, "num_unsafe_generations": 2, "#, #""title": "one""#,
            #""output_moderation_result": {"risk_level": 1e-7}"#)
        let task = ["task.needs_user_review\tboolean\ttrue", "task.num_unsafe_generations\tnumber\t2"]
        #expect(found[0] == digest(of: task))
        #expect(found[1] == digest(of: ["output.risk_level\tnumber\t1e-07"] + task))
    }

    @Test func `a block that cannot be used is one line of unknown kind`() throws {
        let found = try digests(
            #""output_moderation_result": {"filter_results": {"f": {"metadata": {"s": 7, "t": {"c": "x"}}}}}"#)
        #expect(found == [digest(of: ["f.s.*\tunknown\t-", "f.t.c\tnumber\t-"])])
    }

    @Test func `a series without a sound frame is missing`() throws {
        let found = try digests(#""legal_classifier_result": {"ip": [{"l": 1}, 7], "x.y": null}"#)
        #expect(found == [digest(of: ["legal.ip\tseries\t-", "legal.x%2Ey\tseries\t-"])])
    }

    @Test func `ids, links, titles and prompts do not change the digest`() throws {
        let found = try digests(
            #""title": "a", "prompt": "b", "url": "https://example.com/1?sig=x", "u": 1"#,
            #""title": "c", "prompt": "d", "url": "https://example.com/1?sig=y", "task_id": "t""#, #""seed": 1"#
        )
        #expect(Set(found) == [digest(of: [])])
    }

    @Test func `escapes are those of canonical JSON`() throws {
        let found = try digests(
            #""moderation_result": {"type": "\"\\/\u0000\u001f\u007f\u2028é", "code": ""}"#)
        let expected = [
            "generation.moderation.code\ttext\t\"\"",
            "generation.moderation.type\ttext\t\"\\\"\\\\/\\u0000\\u001f\u{7F}\u{2028}é\"",
        ]
        #expect(found == [digest(of: expected)])
    }
}
