/// The result of one request.
enum Reply: Sendable {
    case response(Response)
    case failure(Fault)

    struct Response: Sendable {
        /// The HTTP status, 200…599.
        var status: Int
        /// The header `Retry-After`.
        var retryAfter: String?
        /// The header `Date`.
        var date: String?
        /// The header `Location`.
        var location: String?
        /// Decompressed.
        var body: [UInt8] = []
    }

    /// Why there is no response. The texts are for messages and never contain parts of the request.
    enum Fault: Error, Sendable, Equatable {
        /// The connection failed.
        case connection(String)
        /// The response was not complete within `--timeout`.
        case timeout
        /// The body is larger than `--max-response`, in bytes.
        case oversize(limit: Int)
        /// The server's certificate is not trusted.
        case untrusted(String)
        /// The pull cancelled the request.
        case cancelled
    }
}
