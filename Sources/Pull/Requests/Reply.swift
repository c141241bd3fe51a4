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
        /// The header `Content-Type`.
        var contentType: String?
        /// Decompressed. Of a status other than 2xx, the first `ErrorReader.bodyLimit` bytes, and one more if there are
        /// more.
        var body: [UInt8] = []

        /// Whether the status is 200…299.
        var isSuccess: Bool { 200..<300 ~= status }

        /// Whether the body is HTML, which a gateway sends and the service does not.
        var isPage: Bool {
            let type = contentType?.lowercased() ?? ""
            return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
                || CaptureLine.trimmed(body).first == UInt8(ascii: "<")
        }
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
        /// The proxy refused the connection to the service (HTTP CONNECT), with this HTTP status, 300…599.
        case proxy(status: Int)
        /// The pull cancelled the request.
        case cancelled
    }
}
