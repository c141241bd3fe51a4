/// What a reply means for its id.
enum ReplyOutcome: Equatable {
    /// A body to look into.
    case answer
    /// Something that may pass; the wait that the server asks for.
    case retry(String, after: Duration?)
    /// The server wants everyone to slow down.
    case throttled(after: Duration?)
    case redirect(to: String)
    /// Nothing that asking again would change.
    case failed(String)
    /// The key is not allowed to ask.
    case denied(status: Int)
    /// The server can't be trusted with the key.
    case untrusted(String)
    case cancelled

    /// - Parameters:
    ///   - url: What was asked for.
    ///   - now: Seconds since 1970, to tell how far away a date is.
    init(of reply: Reply, to url: String, now: Int64) {
        switch reply {
        case .failure(.connection(let words)): self = .retry(words, after: nil)
        case .failure(.timeout): self = .retry("no whole answer within --timeout", after: nil)
        case .failure(.oversize(let limit)):
            self = .failed("a body larger than --max-response (\(limit) bytes)")
        case .failure(.untrusted(let words)): self = .untrusted(words)
        case .failure(.cancelled): self = .cancelled
        case .response(let response): self.init(of: response, to: url, now: now)
        }
    }

    private init(of response: Reply.Response, to url: String, now: Int64) {
        let words = "HTTP status \(response.status)"
        let wait = response.retryAfter.flatMap { RetryAfter.wait($0, date: response.date, now: now) }
        switch response.status {
        case 200..<300: self = .answer
        case 301, 302, 303, 307, 308:
            guard let location = response.location else {
                self = .failed("\(words) without a place to go to")
                return
            }
            let target = Redirection.target(of: location, on: url)
            self =
                target.map { .redirect(to: $0) } ?? .failed("a redirect to another host, which is not followed")
        case 401, 403: self = .denied(status: response.status)
        case 429: self = .throttled(after: wait)
        case 408, 425, 500, 502, 503, 504: self = .retry(words, after: wait)
        default: self = .failed(words)
        }
    }
}

/// The header `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// The wait it asks for, in either of its forms; nil of anything else. A date is held against the server's own
    /// `date`, where it gives one, so that clocks which differ don't matter.
    static func wait(_ text: String, date: String?, now: Int64) -> Duration? {
        if !text.isEmpty, text.utf8.allSatisfy({ 48...57 ~= $0 }) {
            return .seconds(Int64(text).map { min($0, longest) } ?? longest)
        }
        guard let moment = UTCTime.seconds(httpDate: text) else { return nil }
        let now = date.flatMap(UTCTime.seconds(httpDate:)) ?? now
        return .seconds(min(max(0, moment - now), longest))
    }

    /// Seconds; beyond every bound of ours.
    private static let longest: Int64 = 1_000_000_000
}
