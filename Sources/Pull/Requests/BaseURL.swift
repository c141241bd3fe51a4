/// The address that task ids are appended to. Always `https`, but for loopback, where `http` may be.
package struct BaseURL: Sendable {
    /// `https://host:port/path`, without a slash at the end.
    package let text: String

    /// - Throws: `PullError.refused`, with what is wrong.
    package init(_ text: String) throws(PullError) {
        guard let parts = URLParts(text), ["http", "https"].contains(parts.scheme) else {
            throw .refused("the base URL must begin with https:// and name a host")
        }
        guard !parts.authority.contains("@") else {
            throw .refused("the base URL must not hold a user or password")
        }
        guard !parts.host.isEmpty else { throw .refused("the base URL's host makes no sense") }
        guard !parts.target.contains(where: { "?#".contains($0) }) else {
            throw .refused("the base URL must not have a query or fragment")
        }
        guard
            text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        else { throw .refused("the base URL holds characters that a URL can't") }
        guard parts.scheme == "https" || Self.isLoopback(parts.host) else {
            throw .refused(
                "plain http is only for this machine itself (127.0.0.1, localhost): use https://\(parts.host)")
        }
        var path = parts.target
        while path.hasSuffix("/") { path.removeLast() }
        if let own = Self.ownPart(of: path) {
            throw .refused("leave \(own) off the base URL: modaudit adds \(Self.path) and the task's id")
        }
        self.text = "\(parts.scheme)://\(parts.authority)\(path)"
    }

    /// Where a task's answer is.
    func url(ofTask id: String) -> String { "\(text)\(Self.path)\(id)" }

    /// The id in the URL of a task's answer, whatever its base was.
    static func taskID(in url: some Collection<UInt8>) -> some Collection<UInt8> {
        url.suffix(128 + 1).reversed().prefix { $0 != UInt8(ascii: "/") }.reversed()
    }

    private static let path = "/sora/v1/videos/"

    /// What stands in a path of that which is added to it, nil where nothing does.
    private static func ownPart(of path: String) -> String? {
        if path.contains("/sora/v1/videos/") { return "/sora/v1/videos and what follows" }
        return ["/sora/v1/videos", "/sora/v1", "/sora"].first { path.hasSuffix($0) }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        // A part with a zero in front is octal to the system: 0127 is 87.
        let octets = parts.map { part in UInt8(part).flatMap { "\($0)" == part ? $0 : nil } }
        return octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
    }
}
