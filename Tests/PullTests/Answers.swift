/// Answers of a server.
enum Answers {
    /// The relay's answer for a task that succeeded, with one generation.
    static func succeeded(_ id: String) -> String {
        relay(id, status: "succeeded", generations: "{\"id\":\"gen_\(id)\"}")
    }

    static func pending(_ id: String) -> String { relay(id, status: "processing", generations: "") }

    static func relay(_ id: String, status: String, generations: String) -> String {
        """
        {"code":"success","message":"","data":{"task_id":"\(id)","status":"\(status)",
          "data":{"id":"\(id)","status":"\(status)","generations":[\(generations)]}}}
        """
    }

    static func refused(_ id: String) -> String {
        "{\"code\":\"upstream_error\",\"message\":\"try later\",\"data\":null}"
    }

    /// A complete response.
    static func http(_ body: String, status: Int = 200, _ headers: String...) -> [UInt8] {
        http(Array(body.utf8), status: status, headers)
    }

    static func http(_ body: [UInt8], status: Int = 200, _ headers: [String] = []) -> [UInt8] {
        let lines =
            ["HTTP/1.1 \(status) Words", "Content-Type: application/json", "Content-Length: \(body.count)"]
            + headers
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    }
}

extension MisbehavingServer.Act {
    static func send(_ text: String) -> Self { .send(Array(text.utf8)) }

    /// A complete response.
    static func http(_ body: String, status: Int = 200, _ headers: String...) -> Self {
        .send(Answers.http(Array(body.utf8), status: status, headers))
    }
}
