import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// A real HTTP server on loopback that answers each request with the acts it is told to, well-behaved or not.
final class MisbehavingServer: Sendable {
    struct Request: Sendable {
        var id: String
        var path: String
        /// Requests for this path so far, this one included.
        var attempt: Int
        var headers: String
        var time: ContinuousClock.Instant
    }

    enum Act: Sendable {
        case send([UInt8])
        case pause(Duration)
        case hangUp
        case reset
        /// Sends the bytes again and again, as long as the other side reads.
        case flood([UInt8])
    }

    private let log: RequestLog
    private let channel: any Channel

    init(
        tls: TLSConfiguration? = nil, answer: @escaping @Sendable (Request) -> [Act]
    ) async throws {
        let log = RequestLog()
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        // Threads of all servers: one for each would cost descriptors, of which a test run has only so many.
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try channel.pipeline.syncOperations.addHandler(Connection { answer(log.add($0)) })
                }
            }
        self.log = log
        channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
    }

    deinit { channel.close(promise: nil) }

    var port: Int { channel.localAddress?.port ?? 0 }
    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [Request] { log.requests }
    /// Requests by id, how often.
    var counts: [String: Int] { requests.reduce(into: [:]) { $0[$1.id, default: 0] += 1 } }
}

/// What a server was asked for.
private final class RequestLog: Sendable {
    private struct State {
        var requests: [MisbehavingServer.Request] = []
        var attempts: [String: Int] = [:]
    }

    /// Not the standard library's `Mutex`: the thread sanitizer doesn't see what that one keeps apart.
    private let state = NIOLockedValueBox(State())

    var requests: [MisbehavingServer.Request] { state.withLockedValue(\.requests) }

    func add(_ head: String) -> MisbehavingServer.Request {
        let words = head.split(separator: " ", maxSplits: 2)
        let path = words.count > 1 ? String(words[1]) : ""
        return state.withLockedValue { state in
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

/// Reads request heads, and plays the acts of one after the other.
private final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: (String) -> [MisbehavingServer.Act]
    private var received = ByteBuffer()

    init(answer: @escaping (String) -> [MisbehavingServer.Act]) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        let end = Array("\r\n\r\n".utf8)
        // A client of one request at a time sends nothing behind the head of its GET.
        guard received.readableBytesView.suffix(4).elementsEqual(end) else { return }
        let head = received.readString(length: received.readableBytes) ?? ""
        received.discardReadBytes()
        play(answer(head)[...], context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func play(_ acts: ArraySlice<MisbehavingServer.Act>, _ context: ChannelHandlerContext) {
        guard let act = acts.first else { return }
        let rest = acts.dropFirst()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let proceed: @Sendable () -> Void = { bound.value.0.play(rest, bound.value.1) }
        switch act {
        case .send(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            play(rest, context)
        case .pause(let duration): context.eventLoop.scheduleTask(in: TimeAmount(duration), proceed)
        case .hangUp: context.close(promise: nil)
        case .reset:
            let channel = context.channel
            (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete {
                _ in
                channel.close(promise: nil)
            }
        case .flood(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenComplete { result in
                if case .success = result { bound.value.0.play(acts, bound.value.1) }
            }
        }
    }
}
