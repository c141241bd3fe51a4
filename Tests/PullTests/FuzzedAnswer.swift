/// Makes answers that break the rules of HTTP and JSON. They depend only on the seed.
struct FuzzedAnswer {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed)) &+ 1
        // The first numbers of adjacent seeds are similar.
        for _ in 0..<4 { _ = next() }
    }

    /// The next number of splitmix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    private mutating func number(below limit: Int) -> Int { Int(next() % UInt64(limit)) }

    private mutating func one<Item>(of items: [Item]) -> Item { items[number(below: items.count)] }

    /// The acts of a server for a request for `id`.
    mutating func acts(for id: String) -> [MisbehavingServer.Act] {
        let head = statusLine() + headers()
        let content = body(id)
        var bytes = Array((interim() + head).utf8)
        switch number(below: 5) {
        case 0: bytes += Array("Content-Length: \(length(content.count))\r\n\r\n".utf8) + content
        case 1: bytes += Array("Transfer-Encoding: chunked\r\n\r\n".utf8) + chunked(content)
        case 2: bytes += Array("\r\n".utf8) + content
        case 3: bytes += Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
        default: bytes += content
        }
        mutate(&bytes)
        let cut = number(below: bytes.count + 1)
        let pieces: [MisbehavingServer.Act] =
            number(below: 3) == 0
            ? [.send(Array(bytes[..<cut])), .pause(.milliseconds(2)), .send(Array(bytes[cut...]))]
            : [.send(bytes)]
        return pieces + [one(of: [.hangUp, .hangUp, .reset, .pause(.milliseconds(20))]), .hangUp]
    }

    private mutating func statusLine() -> String {
        let version = one(of: [
            "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2", "HTTP/9.9", "http/1.1", "ICY", "",
        ])
        let status = one(of: [
            "200", "200", "200", "204", "206", "301", "304", "000", "99", "600", "999", "2OO", "-1", "403",
            "404", "500",
            "503", "99999999999", "",
        ])
        return version + one(of: [" ", "  ", "\t", ""]) + status + one(of: [" OK", "", " \u{0}", " \u{1F600}"])
            + one(of: ["\r\n", "\r\n", "\n", "\r"])
    }

    private mutating func headers() -> String {
        let all = [
            "Content-Encoding: gzip", "Content-Encoding: zstd, br", "Content-Length: 5", "Content-Length: -1",
            "Content-Length: 18446744073709551616", "Transfer-Encoding: gzip, chunked", "Retry-After: -5",
            "Retry-After: 0",
            "Location: /sora/v1/videos/x", "Location: http://127.0.0.1:1/", "Location: ", "Connection: close",
            ": x", "X",
            " folded", "Set-Cookie: a=b", "Content-Type: text/html",
            "X: \(String(repeating: "y", count: 20_000))",
            "Upgrade: h2c", "Alt-Svc: h3=\":1\"", "Trailer: X", "Proxy-Authenticate: Basic",
        ]
        return (0..<number(below: 5)).map { _ in
            one(of: all) + one(of: ["\r\n", "\r\n", "\r\n", "\n", "\u{0}\r\n"])
        }.joined()
    }

    /// Heads with status 1xx before the answer, sometimes a large number of them.
    private mutating func interim() -> String {
        let count = one(of: [0, 0, 0, 0, 1, 3, 2000])
        let line = one(of: ["100 Continue", "103 Early Hints\r\nLink: x", "101 Switching Protocols", "102 X"])
        return String(repeating: "HTTP/1.1 \(line)\r\n\r\n", count: count)
    }

    private mutating func body(_ id: String) -> [UInt8] {
        one(of: [
            Array(Answers.succeeded(id).utf8), Array(Answers.succeeded("other").utf8), Array("<html>".utf8),
            Array("{\"error\":{\"message\":\"x\"}}".utf8), [], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE, 0x7B, 0],
            Array(String(repeating: "[", count: 5000).utf8), [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B],
        ])
    }

    private mutating func length(_ count: Int) -> String {
        one(of: [
            "\(count + 1)", "\(max(0, count - 1))", "+\(count)", "0x10", "", "99999999999999999999", "1,2",
        ])
    }

    private mutating func chunked(_ content: [UInt8]) -> [UInt8] {
        let size = one(of: ["\(String(content.count, radix: 16))", "FFFFFFFFFFFFFFFFF", "-1", "g", "0", ""])
        return Array("\(size)\r\n".utf8) + content
            + Array(one(of: ["\r\n0\r\n\r\n", "\r\n", "0\r\nX: y\r\n\r\n"]).utf8)
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        for _ in 0..<one(of: [0, 0, 1, 4]) where !bytes.isEmpty {
            bytes[number(below: min(bytes.count, 400))] = UInt8(truncatingIfNeeded: next())
        }
    }
}
