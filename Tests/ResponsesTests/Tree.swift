/// A JSON value that a test builds and changes.
indirect enum Tree: Sendable {
    case object([(name: String, value: Tree)])
    case array([Tree])
    /// The text of a value.
    case raw(String)

    var json: String {
        switch self {
        case .object(let members):
            "{" + members.map { "\"\($0.name)\":\($0.value.json)" }.joined(separator: ",") + "}"
        case .array(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
        case .raw(let text): text
        }
    }

    /// One tree for each object in this tree, with the member inserted before or after the object's own members.
    func inserting(_ name: String, _ value: Tree) -> [Tree] {
        switch self {
        case .object(let members):
            let here = [Tree.object([(name, value)] + members), .object(members + [(name, value)])]
            let within = members.indices.flatMap { index in
                members[index].value.inserting(name, value).map { changed in
                    var members = members
                    members[index].value = changed
                    return Tree.object(members)
                }
            }
            return here + within
        case .array(let elements):
            return elements.indices.flatMap { index in
                elements[index].inserting(name, value).map { changed in
                    var elements = elements
                    elements[index] = changed
                    return Tree.array(elements)
                }
            }
        case .raw: return []
        }
    }
}

extension Tree {
    /// A generation with short blocks, as the platform returns it. The blocks contain no envelope.
    static func generation(_ id: String) -> Tree {
        .object([
            ("id", .raw("\"\(id)\"")), ("task_id", .raw("\"task_1\"")), ("seed", .raw("7")),
            ("legal_classifier_result", .raw(#"{"ip":[{"l":1,"p":0.5,"v":true}]}"#)),
        ])
    }

    static func task(_ generations: Tree...) -> Tree {
        .object([
            ("id", .raw("\"task_1\"")), ("status", .raw("\"succeeded\"")), ("generations", .array(generations)),
        ])
    }

    /// An envelope of every kind that may hold a generation, with the generation with this ID in it.
    static func envelopes(_ id: String) -> [(kind: String, tree: Tree)] {
        let task = task(generation(id))
        let relay = Tree.object([
            ("task_id", .raw("\"relay_1\"")), ("status", .raw("\"SUCCESS\"")), ("data", task),
        ])
        return [
            ("task", task), ("generation", generation(id)), ("relay task", relay),
            ("relay", .object([("code", .raw("\"success\"")), ("message", .raw("\"\"")), ("data", relay)])),
            ("listing", .object([("task_responses", .array([task])), ("has_more", .raw("false"))])),
            ("feed", .object([("data", .array([.object([("ordering_key", .raw("1")), ("payload", task)])]))])),
            ("items", .object([("items", .array([.object([("payload", generation(id))])]))])),
            ("list", .object([("object", .raw("\"list\"")), ("data", .array([task]))])),
            (
                "relay's page",
                .object([("code", .raw("200")), ("data", .object([("items", .array([relay]))]))])
            ),
            ("wrapper", .object([("id", .raw("\"w\"")), ("detail", .object([("pending_info", task)]))])),
            (
                "capture",
                .object([
                    ("url", .raw("\"https://h/v/task_1\"")), ("sha256", .raw("\"00\"")), ("response", task),
                ])
            ),
            (
                "draft",
                .object([
                    ("kind", .raw("\"sora_draft\"")), ("generation_id", .raw("\"\(id)\"")),
                    ("task_id", .raw("\"task_1\"")),
                    ("output_moderation_result", .raw(#"{"type":"passed","is_flagged":false}"#)),
                ])
            ),
            ("array", .array([task])),
        ]
    }
}
