internal import Responses

/// Makes the copy of `summary.json`. An unknown key is an error, so that a new key is not shared by accident.
struct SummaryCopy {
    let profile: Profile
    let summary: JSONTree

    /// The members of the copy, without `shared`.
    func members() throws(ShareError) -> [JSONTree.Member] {
        var members: [JSONTree.Member] = []
        for member in summary.members ?? [] {
            if let copy = try value(of: member) { members.append(JSONTree.Member(member.name, copy)) }
        }
        return members
    }

    private func value(of member: JSONTree.Member) throws(ShareError) -> JSONTree? {
        let value = member.value
        switch member.name {
        case "tool", "as_of", "duplicates_allowed": return value
        case "counts", "unaudited", "agreement", "changes", "causes", "defective", "skipped_files":
            return try numbers(value, member.name)
        case "policy":
            return try object(
                value, member.name, keeps: ["name", "version"], if: [keepsRuleDigests: ["sha256"]])
        case "inputs": return try inputs(value)
        case "rules", "policy_changes": return try rules(value, member.name)
        case "signals", "unread_signals", "signal_changes":
            return keepsSignals ? try signals(value, member.name) : .array([])
        case "signals_omitted":
            return keepsSignals ? value : sum(value, summary["signals"]?.elements?.count)
        case "unrecognised": return keepsPaths ? value : .object([])
        case "unrecognised_omitted":
            return keepsPaths ? value : sum(value, summary["unrecognised"]?.members?.count)
        case "skipped":
            let names = profile.inputs == .keep ? value["names"] ?? .array([]) : .array([])
            return .object([.init("count", value["count"] ?? .integer(0)), .init("names", names)])
        case "previous":
            if value == .null { return value }
            return try object(
                value, member.name, keeps: ["as_of"],
                if: [profile.keepsDigests: ["manifest_sha256"]], [keepsRuleDigests: ["policy_sha256"]])
        case "review": return try review(value)
        default: throw unknown(member.name)
        }
    }

    private var keepsRuleDigests: Bool { profile.keepsDigests && profile.thresholds == .keep }
    private var keepsSignals: Bool {
        profile.keeps("signal", in: "findings") && profile.keeps("top_signal", in: "generations")
    }
    private var keepsRuleIDs: Bool {
        profile.keeps("rule_id", in: "findings") && profile.keeps("top_rule", in: "generations")
    }
    /// Whether paths in responses are kept. Like the texts of `defects`, they contain names of unknown keys.
    private var keepsPaths: Bool { profile.keeps("defects", in: "generations") }

    private func rules(_ value: JSONTree, _ name: String) throws(ShareError) -> JSONTree {
        try list(value) { rule throws(ShareError) in
            try object(
                rule, name, keeps: ["severity", "flagged", "near", "missing", "handling", "change"],
                if: [keepsRuleIDs: ["id", "rule_id"]],
                [keepsRuleDigests: ["meaning_sha256", "definition_sha256"]],
                [profile.thresholds == .keep && keepsSignals && keepsRuleIDs: ["condition"]])
        }
    }

    private func signals(_ value: JSONTree, _ name: String) throws(ShareError) -> JSONTree {
        try list(value) { signal throws(ShareError) in
            try object(
                signal, name,
                keeps: ["signal", "present", "zero", "missing", "platform_flagged", "change", "was_present"],
                if: [profile.keeps("value", in: "findings"): ["max", "bins"]], [keepsRuleIDs: ["rules"]])
        }
    }

    private func inputs(_ value: JSONTree) throws(ShareError) -> JSONTree? {
        if profile.inputs == .drop { return nil }
        var number = 0
        return try list(value) { input throws(ShareError) in
            number += 1
            let kept = try object(
                input, "inputs", keeps: ["path", "bytes"], if: [profile.keepsDigests: ["sha256"]])
            guard profile.inputs == .number, let members = kept.members else { return kept }
            return .object(
                members.map { $0.name == "path" ? JSONTree.Member("path", .text("input \(number)")) : $0 })
        }
    }

    private func review(_ value: JSONTree) throws(ShareError) -> JSONTree {
        var members: [JSONTree.Member] = []
        for member in value.members ?? [] {
            switch member.name {
            case "decisions", "waivers":
                if member.value == .null {
                    members.append(member)
                } else {
                    let copy = try object(
                        member.value, "review.\(member.name)", keeps: ["entries"],
                        if: [profile.keepsDigests: ["sha256", "last_sha256"]])
                    members.append(JSONTree.Member(member.name, copy))
                }
            case "dispositions", "reopened_because":
                members.append(JSONTree.Member(member.name, try numbers(member.value, "review.\(member.name)")))
            default: throw unknown("review.\(member.name)")
            }
        }
        return .object(members)
    }
}

extension SummaryCopy {
    private func list(
        _ value: JSONTree, _ copy: (JSONTree) throws(ShareError) -> JSONTree
    ) throws(ShareError) -> JSONTree {
        var copies: [JSONTree] = []
        for element in value.elements ?? [] { copies.append(try copy(element)) }
        return .array(copies)
    }

    /// The object with the keys in `keeps` and the keys of each condition that is true. Any other key is an error.
    private func object(
        _ value: JSONTree, _ name: String, keeps: Set<String>, if conditions: [Bool: Set<String>]...
    ) throws(ShareError) -> JSONTree {
        var kept = keeps, left: Set<String> = []
        for condition in conditions {
            kept.formUnion(condition[true] ?? [])
            left.formUnion(condition[false] ?? [])
        }
        for member in value.members ?? [] where !kept.contains(member.name) && !left.contains(member.name) {
            throw unknown("\(name).\(member.name)")
        }
        return .object((value.members ?? []).filter { kept.contains($0.name) })
    }

    /// A whole number, or an object that contains only such numbers and objects.
    private func numbers(_ value: JSONTree, _ name: String) throws(ShareError) -> JSONTree {
        if value.integer != nil { return value }
        guard let members = value.members else { throw unknown(name) }
        for member in members { _ = try numbers(member.value, "\(name).\(member.name)") }
        return value
    }

    private func sum(_ value: JSONTree, _ more: Int?) -> JSONTree {
        .integer((value.integer ?? 0) + Int64(more ?? 0))
    }

    private func unknown(_ key: String) -> ShareError {
        .unusable("the summary of the report has `\(key)`, which a copy cannot hold")
    }
}
