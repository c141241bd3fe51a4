import Utilities

/// What a reply means for the requested id.
enum ReplyOutcome: Equatable {
    /// A body, which can be an answer.
    case answer
    /// A temporary failure with its reason, and the wait that the server asks for.
    case retry(String, after: Duration?)
    /// Too many requests (HTTP status 429), and the wait that the server asks for.
    case throttled(after: Duration?)
    /// A redirect with the same origin.
    case redirect(to: String)
    /// A permanent failure with its reason.
    case failed(String)
    /// The service refused the key: HTTP status 401 or 403.
    case denied(status: Int)
    /// The server's certificate is not trusted, with the reason.
    case untrusted(String)
    case cancelled

    /// - Parameters:
    ///   - url: The requested URL.
    ///   - now: For a `Retry-After` header that is a date.
    init(of reply: Reply, to url: String, now: UTCTime) {
        switch reply {
        case .failure(.connection(let words)): self = .retry(words, after: nil)
        case .failure(.timeout): self = .retry("no complete answer within --timeout", after: nil)
        case .failure(.oversize(let limit)):
            self = .failed("the body is larger than --max-response (\(limit) bytes)")
        case .failure(.untrusted(let words)): self = .untrusted(words)
        case .failure(.cancelled): self = .cancelled
        case .response(let response): self.init(of: response, to: url, now: now)
        }
    }

    private init(of response: Reply.Response, to url: String, now: UTCTime) {
        let words = "HTTP status \(response.status)"
        let wait = response.retryAfter.flatMap { RetryAfter.wait($0, date: response.date, now: now) }
        switch response.status {
        case 200..<300: self = .answer
        case 301, 302, 303, 307, 308:
            guard let location = response.location else {
                self = .failed("\(words) without the header Location")
                return
            }
            let target = Redirection.target(of: location, on: url)
            self =
                target.map { .redirect(to: $0) }
                ?? .failed("a redirect to another origin, which is not followed")
        case 401, 403: self = .denied(status: response.status)
        case 429: self = .throttled(after: wait)
        case 408, 425, 500, 502, 503, 504: self = .retry(words, after: wait)
        default: self = .failed(words)
        }
    }
}
