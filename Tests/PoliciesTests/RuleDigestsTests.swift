internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import Policies

/// The digests of rules, and what changes them (CONTRACT section 6).
@Suite struct RuleDigestsTests {
    private static let likeness = """
        policy: p
        version: '1'
        background_labels: {trademark: [311], ip: [788]}
        rules:
          - id: ip-likeness
            severity: high
            why: A frame shows a recognised third-party work.
            signal: legal.ip.score
            flag_at: 0.9
            near_at: 0.75
          - id: child
            severity: critical
            missing: ignore
            all:
              - {signal: u18.is_child, is: true}
              - {signal: moderation_api.*.S*, except: moderation_api.*.SH, flag_at: 0.1, near_at: 0.05}

        """

    private func digests(_ text: String = likeness) throws -> [String: RuleDigests] {
        let policy = try PolicyFile.read(Array(text.utf8), named: "p.yaml")
        return Dictionary(uniqueKeysWithValues: policy.rules.map { ($0.id, RuleDigests(of: $0, in: policy)) })
    }

    /// The digests of the policy with `old` replaced, which it has once.
    private func digests(replacing old: String, with new: String) throws -> [String: RuleDigests] {
        let parts = Self.likeness.components(separatedBy: old)
        try #require(parts.count == 2)
        return try digests(parts.joined(separator: new))
    }

    private func meaning(of rule: String) throws -> String {
        let policy = try PolicyFile.read(
            Array("policy: p\nbackground_labels: {face: [7, -1], ip: []}\nrules: [\(rule)]\n".utf8), named: "p")
        return String(decoding: RuleDigests.meaningText(of: policy.rules[0], in: policy), as: UTF8.self)
    }

    @Test func `the digests are those of the specification`() throws {
        let found = try digests()
        #expect(
            found["ip-likeness"]?.meaning == "b7670ca57fead224df336d7a6658b4f5c1f9eac50b07272bea6dfe56bb618000")
        #expect(
            found["ip-likeness"]?.definition
                == "5fa2a03fde6ba5b07a7ff6c0bd171ff2ce54ddda9e03aac8fee572c0b1b65cb8")
        #expect(found["child"]?.meaning == "41190de252b3ca890789b4be48333a59014cae69885177179f4253418b39859b")
        #expect(
            found["child"]?.definition == "37b92033331dad237989d8334ab6b8fb42d11865885c8104d75979071a29df08")
    }

    @Test func `comments, the order of rules and the version change neither digest`() throws {
        let parts = Self.likeness.components(separatedBy: "  - id: ")
        try #require(parts.count == 3)
        let other =
            "# A comment.\n" + parts[0].replacingOccurrences(of: "'1'", with: "'2'") + "  - id: " + parts[2]
            + "  - id: " + parts[1]
        #expect(other != Self.likeness)
        #expect(try digests(other) == digests())
    }

    @Test(arguments: [("0.9", "0.95"), ("0.75", "0.8"), ("severity: high", "severity: low")])
    func `a threshold or severity changes the definition alone`(old: String, new: String) throws {
        let before = try digests(), after = try digests(replacing: old, with: new)
        #expect(after["ip-likeness"]?.meaning == before["ip-likeness"]?.meaning)
        #expect(after["ip-likeness"]?.definition != before["ip-likeness"]?.definition)
        #expect(after["child"] == before["child"])
    }

    @Test(arguments: [
        ("shows a recognised", "shows some"), ("id: ip-likeness", "id: ip-likeness\n    missing: flag"),
        ("ip: [788]", "ip: [788, 789]"), ("near_at: 0.75", "near_at: 0.75\n    statistic: mean"),
        ("signal: legal.ip.score", "signal: legal.*.score"),
    ])
    func `why, missing, labels, statistic and signal change both digests`(old: String, new: String) throws {
        let before = try digests(), after = try digests(replacing: old, with: new)
        #expect(after["ip-likeness"]?.meaning != before["ip-likeness"]?.meaning)
        #expect(after["ip-likeness"]?.definition != before["ip-likeness"]?.definition)
        #expect(after["child"] == before["child"])
    }

    @Test func `labels of a classifier that the rule does not read change neither digest`() throws {
        #expect(try digests(replacing: "trademark: [311]", with: "trademark: [1, 2]") == digests())
    }

    @Test func `a default that is written out changes neither digest`() throws {
        #expect(try digests(replacing: "near_at: 0.75", with: "near_at: 0.75\n    statistic: max") == digests())
        let resolved = try digests(replacing: "near_at: 0.75", with: "near_at: 0.72")
        #expect(try digests(replacing: "    near_at: 0.75\n", with: "") == resolved)
    }

    @Test func `the meaning is canonical JSON`() throws {
        #expect(
            try meaning(
                of: #"{id: a, why: "x\ty \"é\" \\ \x1F", signal: legal.*.score, statistic: share, "#
                    + "frame_at: 0.5, flag_at: 1}")
                == #"{"id":"a","why":"x\u0009y \"é\" \\ \u001f","missing":"incomplete","#
                + #""background_labels":{"face":[-1,7]},"condition":{"signal":["legal.*.score"],"#
                + #""statistic":"share","frame_at":0.5}}"#)
        #expect(
            try meaning(
                of: "{id: b, any: [{signal: [output.type, '*.type'], not_in: [b, a]}, {all: [{signal: "
                    + "legal.face.verdict, is: false}]}]}")
                == #"{"id":"b","why":"","missing":"incomplete","condition":{"any":[{"signal":["output.type","*.type"],"#
                + #""not_in":["b","a"]},{"all":[{"signal":["legal.face.verdict"],"is":false}]}]}}"#)
    }

    @Test func `labels are absent where an exception leaves the score out`() throws {
        let rule = "{id: a, signal: legal.*.score, except: legal.face.*, flag_at: 0.5}"
        #expect(!(try meaning(of: rule)).contains("background_labels"))
    }

    @Test func `a condition is one line of plain English`() throws {
        let policy = try PolicyFile.read(Array(Self.likeness.utf8), named: "p.yaml")
        #expect(
            policy.rules.map { ConditionProse($0).line } == [
                "the highest legal.ip.score of a generation's frames is ≥ 0.9, near when ≥ 0.75",
                "all of (u18.is_child is true; any moderation_api.*.S* (except moderation_api.*.SH) is ≥ 0.1, "
                    + "near when ≥ 0.05)",
            ])
    }

    @Test func `the policy keeps its bytes`() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array(Self.likeness.replacingOccurrences(of: "\n", with: "\r\n").utf8)
        #expect(try PolicyFile.read(bytes, named: "p").bytes == bytes)
        #expect(try Baseline.policy().bytes == Array(Baseline.yaml.utf8))
    }
}
