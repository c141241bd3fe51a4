import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Responses
import Synchronization

/// Requests over HTTP/1.1, with async-http-client: one exchange at a time goes out here, and one reply comes back.
///
/// Follows no redirect and tries nothing twice; that is for those who ask. All of it runs on one thread. Replies are
/// for another one to look into: 1.5 times as many requests per second as with one thread for both.
final class HTTPTransport: Sendable {
    /// What holds for every request.
    struct Terms: Sendable {
        let request: PullRequest
        fileprivate let authorities: [NIOSSLCertificate]?

        /// - Throws: where the request's file of authorities is none.
        init(of request: PullRequest) throws(PullError) {
            self.request = request
            authorities = if let path = request.caFile { try certificates(in: path) } else { nil }
        }
    }

    private let client: HTTPClient
    private let threads: MultiThreadedEventLoopGroup
    private let headers: HTTPHeaders
    private let timeout: TimeAmount
    private let maxResponse: Int

    init(_ terms: Terms) {
        let request = terms.request
        var tls = TLSConfiguration.makeClientConfiguration()
        if let authorities = terms.authorities { tls.trustRoots = .certificates(authorities) }
        timeout = TimeAmount(request.timeout)
        maxResponse = request.maxResponse
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            // Every request has its deadline; timers for its reads and writes would be one more thing each.
            timeout: .init(connect: timeout),
            decompression: .enabled(limit: .size(request.maxResponse)))
        configuration.httpVersion = .http1Only
        configuration.tracing.tracer = nil
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = request.concurrency
        // How often to try is said by the retry policy alone.
        configuration.connectionPool.retryConnectionEstablishment = false
        threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        client = HTTPClient(eventLoopGroup: threads, configuration: configuration)
        headers = [
            "Authorization": "Bearer \(request.key.text)", "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": "modaudit/\(request.toolVersion)",
        ]
    }

    /// Asks for `url`; `receive` is called once, on the wire's thread.
    func get(_ url: String, _ receive: @escaping @Sendable (Reply) -> Void) {
        do {
            let request = try HTTPClient.Request(url: url, headers: headers)
            let task = client.execute(
                request: request, delegate: BodyCollector(limit: maxResponse), deadline: .now() + timeout)
            let limit = maxResponse
            task.futureResult.whenComplete { result in
                switch result {
                case .success(let response): receive(.response(response))
                case .failure(let error): receive(.failure(Self.fault(error, limit: limit)))
                }
            }
        } catch {
            receive(.failure(.connection("the URL can't be asked for")))
        }
    }

    /// Calls off all that is in flight; nothing can be asked for afterwards.
    func callOff() { client.shutdown { _ in } }

    /// Returns when all connections are closed.
    func close() async {
        try? await client.shutdown()
        try? await threads.shutdownGracefully()
    }

    /// Errors in words of our own: a library's may show what was sent.
    private static func fault(_ error: any Error, limit: Int) -> Reply.Fault {
        switch error {
        case let fault as Reply.Fault: fault
        case let error as HTTPClientError: fault(error)
        case NIOHTTPDecompression.DecompressionError.limit: .oversize(limit: limit)
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            .connection("the body's compression is damaged")
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            .untrusted("its certificate is for another name")
        case NIOSSLError.handshakeFailed(let reason):
            "\(reason)".contains("CERTIFICATE_VERIFY_FAILED")
                ? .untrusted("no authority that is trusted here vouches for its certificate")
                : .connection("the TLS handshake failed")
        case is HTTPParserError: .connection("the answer breaks off, or is no HTTP")
        case let error as IOError: .connection(SystemCall.words(of: error.errnoCode))
        case let error as NIOConnectionError:
            .connection(
                (error.connectionErrors.first?.error as? IOError).map { SystemCall.words(of: $0.errnoCode) }
                    ?? "the host's address can't be found")
        default: .connection("the connection failed (\(type(of: error)))")
        }
    }

    private static func fault(_ error: HTTPClientError) -> Reply.Fault {
        switch error {
        case .readTimeout, .writeTimeout, .connectTimeout, .deadlineExceeded, .tlsHandshakeTimeout,
            .getConnectionFromPoolTimeout:
            .timeout
        case .cancelled, .alreadyShutdown, .requestStreamCancelled: .cancelled
        case .remoteConnectionClosed: .connection("the connection was closed before the answer was whole")
        default: .connection(error.shortDescription)
        }
    }
}

/// Collects a response, as long as its body is not too large.
private final class BodyCollector: HTTPClientResponseDelegate {
    private struct Parts {
        var response = Reply.Response(status: 0)
        var body = ByteBuffer()
    }

    private let limit: Int
    private let parts = Mutex(Parts())

    init(limit: Int) { self.limit = limit }

    func didReceiveHead(
        task: HTTPClient.Task<Reply.Response>, _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        let announced = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
        if announced > limit { return tooLarge(task) }
        parts.withLock { parts in
            parts.response = Reply.Response(
                status: Int(head.status.code), retryAfter: head.headers.first(name: "Retry-After"),
                date: head.headers.first(name: "Date"), location: head.headers.first(name: "Location"))
            parts.body.reserveCapacity(min(announced, 1 << 20))
        }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<Reply.Response>, _ part: ByteBuffer
    ) -> EventLoopFuture<Void> {
        let isTooLarge = parts.withLock { parts in
            guard parts.body.readableBytes + part.readableBytes <= limit else { return true }
            parts.body.writeImmutableBuffer(part)
            return false
        }
        return isTooLarge ? tooLarge(task) : task.eventLoop.makeSucceededVoidFuture()
    }

    func didFinishRequest(task: HTTPClient.Task<Reply.Response>) throws -> Reply.Response {
        parts.withLock { parts in
            parts.response.body = Array(parts.body.readableBytesView)
            return parts.response
        }
    }

    private func tooLarge(_ task: HTTPClient.Task<Reply.Response>) -> EventLoopFuture<Void> {
        task.eventLoop.makeFailedFuture(Reply.Fault.oversize(limit: limit))
    }
}

private func certificates(in path: String) throws(PullError) -> [NIOSSLCertificate] {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .refused("\(path): \(SystemCall.words(of: errno))") }
    // Something else could keep its reader waiting.
    guard status.st_mode & S_IFMT == S_IFREG else { throw .refused("\(path): must be a file") }
    let certificates = (try? NIOSSLCertificate.fromPEMFile(path)) ?? []
    guard !certificates.isEmpty else {
        throw .refused("\(path): holds no certificate in PEM form, or can't be read")
    }
    return certificates
}
