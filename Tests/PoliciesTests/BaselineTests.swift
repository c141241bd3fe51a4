internal import Foundation
internal import Testing

@testable internal import Policies

/// The built-in policy against the documented response.
@Suite struct BaselineTests {
    @Test func `the built-in policy is sound`() throws {
        let policy = try Baseline.policy()
        #expect(policy.name == "baseline")
        #expect(policy.rules.allSatisfy { !$0.why.isEmpty })
        #expect(policy.backgroundLabels == ["face": [-1], "ip": [788], "trademark": [311]])
    }

    @Test func `every signal it names stands in the documented response with a value`() throws {
        let present = try Self.documentedSignals()
        for pattern in try Baseline.policy().rules.flatMap({ Self.patterns($0.condition) }) {
            #expect(present.contains { Self.matches(pattern.text, $0) }, "\(pattern.text)")
        }
    }

    @Test func `every category and filter of the documented response is under a rule`() throws {
        let patterns = try Baseline.policy().rules.flatMap { Self.patterns($0.condition) }
        for signal in try Self.documentedSignals() where signal != "output.is_terminal" {
            #expect(patterns.contains { Self.matches($0.text, signal) }, "\(signal)")
        }
    }

    /// `S*` matches `SH` too: a rule about one code must not fire on another.
    @Test(arguments: ["Baseline.yaml", "policies/audit.yaml", "policies/good/contract-example.yaml"])
    func `no pattern takes one category code for another`(name: String) throws {
        let bytes = try name == "Baseline.yaml" ? Array(Baseline.yaml.utf8) : Fixtures.bytes(name)
        let documented = try Self.documentedSignals().filter { $0.split(separator: ".").count == 3 }
        let rules = try PolicyFile.read(bytes, named: name).rules
        var checked = 0
        for rule in rules {
            for pattern in Self.patterns(rule.condition) {
                let compiled = CompiledPattern(pattern)
                let codes = Set(
                    documented.filter { $0.hasPrefix("moderation_api.") && compiled.matches(SegmentedName($0)) }
                        .map { Self.code(of: $0) })
                #expect(codes.count <= 1, "\(rule.id): \(pattern.text) matches \(codes.sorted())")
                checked += codes.count
            }
        }
        #expect(checked >= 3)
    }

    /// `IMG-V4+` is a level of `IMG-V`.
    private static func code(of signal: String) -> String {
        String((signal.split(separator: ".").last ?? "").prefix { !$0.isNumber && $0 != "+" })
    }

    private static func patterns(_ condition: Condition) -> [SignalPattern] {
        switch condition {
        case .all(let conditions), .any(let conditions): conditions.flatMap(patterns)
        case .test(let patterns, _): patterns
        }
    }

    private static func matches(_ pattern: String, _ name: String) -> Bool {
        let segments = pattern.split(separator: ".")
        let names = name.split(separator: ".")
        guard segments.count == names.count else { return false }
        return zip(segments, names).allSatisfy { segment, name in
            let expression = NSRegularExpression.escapedPattern(for: String(segment))
                .replacingOccurrences(of: "\\*", with: ".*")
            return String(name).range(of: "^\(expression)$", options: .regularExpression) != nil
        }
    }

    /// The signals that the documented response has a value for.
    private static func documentedSignals() throws -> Set<String> {
        let json = try JSONSerialization.jsonObject(with: Data(Fixtures.bytes("sora-task-documented.json")))
        func object(_ value: Any?, _ path: String...) -> [String: Any] {
            var value = value
            for key in path { value = (value as? [String: Any])?[key] }
            return value as? [String: Any] ?? [:]
        }
        let task = object(json, "data", "data")
        let generation = try #require((task["generations"] as? [[String: Any]])?.first)
        let output = object(generation, "output_moderation_result")
        var signals: Set<String> = []
        func add(_ prefix: String, _ values: [String: Any], _ keys: [String]? = nil) {
            for (key, value) in values where !(value is NSNull) && keys?.contains(key) != false {
                signals.insert("\(prefix).\(key)")
            }
        }
        add("output", output, ["is_flagged", "is_terminal", "risk_level", "type"])
        add("u18", object(output, "mapper_metadata", "u18"), ["is_child", "is_realistic"])
        for (name, block) in [("generation", generation), ("task", task)] {
            add(
                "\(name).moderation", object(block, "moderation_result"),
                ["type", "code", "is_output_rejection"])
        }
        add("task", task, ["needs_user_review"])
        for (classifier, frames) in object(generation, "legal_classifier_result")
        where (frames as? [Any])?.isEmpty == false {
            signals.formUnion(["legal.\(classifier).score", "legal.\(classifier).verdict"])
        }
        for filter in object(output, "filter_results").keys {
            add(filter, object(output, "filter_results", filter), ["type"])
            for scope in object(output, "filter_results", filter, "metadata").keys {
                add("\(filter).\(scope)", object(output, "filter_results", filter, "metadata", scope))
            }
        }
        return signals
    }
}
