/// Tells from the order of the answers whether HTTP status 403 refuses the key or only some ids (CONTRACT section 9).
struct KeyRefusals {
    /// So many refusals in a row refuse the key.
    static let limit = 20

    private var hasAnswer = false
    private var inARow = 0

    /// Notes an outcome. Temporary failures, among them the pages of gateways, do not count as answers.
    /// - Returns: Whether the service refuses the key.
    mutating func note(_ outcome: ReplyOutcome) -> Bool {
        switch outcome {
        case .denied: return true
        case .forbidden:
            inARow += 1
            defer { hasAnswer = true }
            return !hasAnswer || inARow >= Self.limit
        case .answer, .gone, .failed:
            hasAnswer = true
            inARow = 0
            return false
        case .retry, .throttled, .redirect, .untrusted, .proxyRefused, .cancelled: return false
        }
    }
}
