import Utilities

/// What a reply means for the requested id.
enum ReplyOutcome: Equatable {
    /// A body, which can be an answer.
    case answer
    /// A temporary failure with its reason, and the wait that the server asks for.
    case retry(String, after: Duration?)
    /// Too many requests (HTTP status 429) with the reason, the wait that the server asks for, and whether the reason is
    /// a quota that is used up.
    case throttled(String, after: Duration?, isQuota: Bool)
    /// A redirect with the same origin.
    case redirect(to: String)
    /// A permanent failure with its reason.
    case failed(String)
    /// The service has no such task, with the reason.
    case gone(String)
    /// HTTP status 403, with the service's reason: `KeyRefusals` tells whether the key or only this id is refused.
    case forbidden(ServiceError)
    /// The service refused the key with HTTP status 401, and this reason.
    case denied(ServiceError)
    /// The proxy refused the connection, with this HTTP status.
    case proxyRefused(status: Int)
    /// The server's certificate is not trusted, with the reason.
    case untrusted(String)
    case cancelled

    /// - Parameters:
    ///   - error: What the body of an error says.
    ///   - url: The requested URL.
    ///   - now: For a `Retry-After` header that is a date.
    init(of reply: Reply, _ error: ServiceError, to url: String, now: UTCTime) {
        switch reply {
        case .failure(.connection(let words)): self = .retry(words, after: nil)
        case .failure(.timeout): self = .retry("no complete answer within --timeout", after: nil)
        case .failure(.oversize(let limit)):
            self = .failed("the body is larger than --max-response (\(limit) bytes)")
        case .failure(.untrusted(let words)): self = .untrusted(words)
        case .failure(.proxy(let status)): self.init(ofProxy: status)
        case .failure(.cancelled): self = .cancelled
        case .response(let response): self.init(of: response, error, to: url, now: now)
        }
    }

    /// A proxy that allows no connection refuses it for every id. Other statuses are temporary.
    private init(ofProxy status: Int) {
        switch status {
        case 408, 425, 429, 500...599:
            self = .retry("the proxy does not connect to the service (HTTP status \(status))", after: nil)
        default: self = .proxyRefused(status: status)
        }
    }

    private init(of response: Reply.Response, _ error: ServiceError, to url: String, now: UTCTime) {
        let isPage = response.isPage
        let words = Self.words(response.status, error, isPage: isPage)
        let wait = response.retryAfter.flatMap { RetryAfter.wait($0, date: response.date, now: now) }
        switch response.status {
        case 200..<300: self = .answer
        case 301, 302, 303, 307, 308:
            guard let location = response.location else {
                self = .failed("HTTP status \(response.status) without the header Location")
                return
            }
            let target = Redirection.target(of: location, on: url)
            self =
                target.map { .redirect(to: $0) }
                ?? .failed("a redirect to another origin, which is not followed")
        case 401: self = .denied(error)
        case 429: self = .throttled(words, after: wait, isQuota: error.saysQuota)
        case _ where error.saysNoTask: self = .gone(words)
        // A page is the gateway's, not the service's.
        case 403 where isPage, 500...599 where isPage: self = .retry(words, after: wait)
        case 403: self = .forbidden(error)
        case 404 where !isPage, 410 where !isPage: self = .gone(words)
        case 408, 425, 500, 502, 503, 504, 520...524, 529, 530: self = .retry(words, after: wait)
        default: self = .failed(words)
        }
    }

    /// The HTTP status and the reason.
    static func words(_ status: Int, _ error: ServiceError, isPage: Bool = false) -> String {
        let words = "HTTP status \(status)"
        if isPage { return "\(words): an HTML page" }
        if status == 429, error.saysQuota { return "\(words), the quota is used up: \(error.reason)" }
        return error.reason.isEmpty ? words : "\(words): \(error.reason)"
    }
}
