extension PolicyReader {
    /// For policies.
    static let policyExamples = [
        "policy": "baseline", "version": "\"2026-11-22\"", "near": "0.8", "background_labels": "{ip: [788]}",
        "rules": "[{id: a, signal: u18.is_child, is: true}]",
        "id": "ip-likeness", "why": "A frame shows a recognised work.",
        "signal": "legal.ip.score", "except": "moderation_api.*.SH*", "flag_at": "0.9", "near_at": "0.75",
        "frame_at": "0.5",
        "is": "true", "in": "[blocked]", "not_in": "[passed]",
        "review": "{expires_after: 180d}", "expires_after": "180d", "escalated_for": "7d", "rise": "0.05",
        "dismissals_needed": "{critical: 2}",
        "all": "[{signal: u18.is_child, is: true}]", "any": "[{signal: u18.is_child, is: true}]",
    ]

    /// The fix for a value that gives no hint of its intent: an example of the key.
    func example(of entry: SyntaxNode.Entry) -> String? {
        examples[entry.key.name].map { "as in `\(entry.key.name): \($0)`" }
    }
}
