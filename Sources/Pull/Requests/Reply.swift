/// What came of one request.
enum Reply: Sendable {
    case response(Response)
    case failure(Fault)

    struct Response: Sendable {
        var status: Int
        var retryAfter: String?
        var date: String?
        var location: String?
        /// Decompressed.
        var body: [UInt8] = []
    }

    /// Why there is no response. The words are for a person, and never hold anything of the request.
    enum Fault: Error, Sendable, Equatable {
        /// The connection could not be made, or broke.
        case connection(String)
        /// Nothing, or not all of it, came in time.
        case timeout
        /// The body is larger than it may be.
        case oversize(limit: Int)
        /// The server is not the one that it should be.
        case untrusted(String)
        /// The pull itself gave it up.
        case cancelled
    }
}
