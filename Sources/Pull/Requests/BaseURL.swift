/// The URL of the service, without the API path. The scheme is `https`, or `http` on loopback.
package struct BaseURL: Sendable {
    /// `https://host:port/path`, without a slash at the end.
    package let text: String

    /// - Throws: `PullError.refused` with the reason and the fix.
    package init(_ text: String) throws(PullError) {
        guard let parts = URLParts(text), ["http", "https"].contains(parts.scheme) else {
            throw .refused("the base URL must begin with https:// and a host")
        }
        guard !parts.authority.contains("@") else {
            throw .refused("the base URL must not contain a user or a password")
        }
        guard !parts.host.isEmpty else { throw .refused("the base URL's host is not valid") }
        guard !parts.target.contains(where: { "?#".contains($0) }) else {
            throw .refused("the base URL must not contain a query or a fragment")
        }
        guard
            text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        else { throw .refused("the base URL contains characters that are not valid in a URL") }
        guard parts.scheme == "https" || Self.isLoopback(parts.host) else {
            throw .refused(
                "http is only for loopback addresses (127.0.0.1, localhost): use https://\(parts.host)")
        }
        var path = parts.target
        while path.hasSuffix("/") { path.removeLast() }
        if let own = Self.ownPart(of: path) {
            throw .refused("remove \(own) from the base URL: modaudit adds \(Self.path) and the task id")
        }
        self.text = "\(parts.scheme)://\(parts.authority)\(path)"
    }

    /// The URL of a task's answer.
    func url(ofTask id: String) -> String { "\(text)\(Self.path)\(id)" }

    /// The id in the URL of a task's answer, with any base URL: the part after the last slash.
    static func taskID(in url: some Collection<UInt8>) -> some Collection<UInt8> {
        url.suffix(128 + 1).reversed().prefix { $0 != UInt8(ascii: "/") }.reversed()
    }

    private static let path = "/sora/v1/videos/"

    /// The part of `path` that repeats the API path, or nil.
    private static func ownPart(of path: String) -> String? {
        if path.contains("/sora/v1/videos/") { return "/sora/v1/videos and the rest" }
        return ["/sora/v1/videos", "/sora/v1", "/sora"].first { path.hasSuffix($0) }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // The system reads a number with a leading zero as octal: 0127 is 87.
        let octets = parts.map { part in UInt8(part).flatMap { "\($0)" == part ? $0 : nil } }
        return octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
    }
}
