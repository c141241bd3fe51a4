import Foundation

/// A real HTTP server on loopback that performs given acts for each request, valid or not.
final class MisbehavingServer: Sendable {
    struct Request: Sendable {
        var id: String
        var path: String
        /// The number of requests for this path, including this one.
        var attempt: Int
        var headers: String
        var time: ContinuousClock.Instant
    }

    enum Act: Sendable {
        case send([UInt8])
        case pause(Duration)
        case hangUp
        case reset
        /// Sends the bytes repeatedly while the client reads.
        case flood([UInt8])
    }

    private let log: RequestLog
    private let listener: Listener

    init(
        tls: TLSServerContext? = nil, answer: @escaping @Sendable (Request) -> [Act]
    ) async throws {
        let log = RequestLog()
        self.log = log
        listener = try Listener(tls: tls) { answer(log.add($0)) }
    }

    deinit { listener.close() }

    var port: Int { listener.port }
    /// The number of accepted connections.
    var connections: Int { listener.accepted }
    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [Request] { log.requests }
    /// The number of requests by ID.
    var counts: [String: Int] { requests.reduce(into: [:]) { $0[$1.id, default: 0] += 1 } }
}

/// A value with a lock of Foundation. The thread sanitizer does not support `Mutex` of the standard library.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func with<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}

/// The requests to a server.
private final class RequestLog: Sendable {
    private struct State {
        var requests: [MisbehavingServer.Request] = []
        var attempts: [String: Int] = [:]
    }

    private let state = Locked(State())

    var requests: [MisbehavingServer.Request] { state.with { $0.requests } }

    func add(_ head: String) -> MisbehavingServer.Request {
        let words = head.split(separator: " ", maxSplits: 2)
        let path = words.count > 1 ? String(words[1]) : ""
        return state.with { state in
            state.attempts[path, default: 0] += 1
            let request = MisbehavingServer.Request(
                id: String(path.split(separator: "/").last ?? ""), path: path,
                attempt: state.attempts[path] ?? 0,
                headers: head, time: .now)
            state.requests.append(request)
            return request
        }
    }
}
