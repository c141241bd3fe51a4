import TestSupport

/// Random responses that depend only on the seed: envelopes of every kind, broken texts, defects and duplicates.
struct Corpus {
    /// The texts in order. A valid text follows every broken one.
    private(set) var texts: [Sketch] = []
    /// The IDs of all generations in order, including duplicates.
    private(set) var ids: [String] = []
    private var random: SeededGenerator
    private var tasks = 0

    init(seed: UInt64, texts count: Int) {
        random = SeededGenerator(seed: seed)
        for _ in 0..<count {
            if chance(8) { texts.append(broken()) }
            texts.append(sound())
        }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: items.indices, using: &random)]
    }

    private mutating func broken() -> Sketch {
        pick([
            .raw("upstream said no"), .raw("42"), .raw(#"{"code": "success", "data""#),
            .raw(#"{"no": "envelope"}"#),
            .raw(#"{"id": "task", "generations": [}"#), .raw("[1, 2"), .raw("null"),
        ])
    }

    private mutating func sound() -> Sketch {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: relay()
        case 4..<6: task()
        case 6: .object([("task_responses", .list([task(), task()])), ("has_more", .raw("false"))])
        case 7: .object([("data", .list([.object([("ordering_key", .raw("1")), ("payload", task())])]))])
        case 8: .list([relay(), task(), .raw("7")])
        default: pick([.raw("[]"), .object([("data", .list([]))]), .object([("code", .text("busy"))])])
        }
    }

    private mutating func relay() -> Sketch {
        let status = pick(["SUCCESS", "IN_PROGRESS", "FAILURE"])
        return .object([
            ("code", .text(chance(5) ? "upstream_error" : "success")), ("message", .text("")),
            ("data", .object([("status", .text(status)), ("data", chance(5) ? .raw("null") : task())])),
        ])
    }

    private mutating func task() -> Sketch {
        tasks += 1
        let count = chance(15) ? 0 : Int.random(in: 1...3, using: &random)
        return .object([
            ("id", .text("task_\(tasks)")), ("status", .text(pick(["succeeded", "queued", "failed"]))),
            ("generations", .list((0..<count).map { _ in generation() })),
        ])
    }

    private mutating func generation() -> Sketch {
        let id = chance(10) && !ids.isEmpty ? pick(ids) : "gen_\(ids.count)"
        ids.append(id)
        var fields: [(String, Sketch)] = [
            ("id", .text(id)),
            ("prompt", .text(pick(["fly man", "=1+1", "a\\r\\nb", "\\ud83d\\udc68", "{[", ""]))),
            ("width", .raw(pick(["854", "\"wide\"", "null"]))), ("is_public", .raw(pick(["true", "false"]))),
            ("url", .text("https://example.invalid/?sig=secret")),
        ]
        if !chance(5) {
            fields.append(
                ("legal_classifier_result", .object(["face", "ip", "trademark"].map { ($0, frames()) })))
        }
        if !chance(5) { fields.append(("output_moderation_result", output())) }
        return .object(fields)
    }

    private mutating func frames() -> Sketch {
        .list(
            (0..<Int.random(in: 0...5, using: &random)).map { _ in
                if chance(3) { return pick([.raw("null"), .raw("{}"), .object([("p", .raw("0.5"))])]) }
                return .object([
                    ("l", .raw(pick(["788", "311", "-1", "42"]))),
                    ("p", .raw(pick(["0.97", "0.9", "0.75", "0.3", "0.001"]))),
                    ("v", .raw(chance(4) ? "true" : "false")),
                ])
            })
    }

    private mutating func output() -> Sketch {
        let scores = ["S1", "S3+", "V1", "IMG-S1", "SH"].map { name in
            (name, Sketch.raw(pick(["0.0001", "0.001", "0.05", "0.3", "0.5", "0.9", "1.5"])))
        }
        let filter = Sketch.object([
            ("metadata", .object([("global", .object(scores))])),
            ("type", .text(chance(90) ? "passed" : "flagged")),
        ])
        return .object([
            ("is_flagged", .raw(chance(90) ? "false" : "true")), ("type", .text("passed")),
            ("is_terminal", .raw("false")), ("risk_level", .raw(pick(["0", "1", "2"]))),
            ("filter_results", .object([("moderation_api", filter)])),
        ])
    }
}
