/// Where a redirect leads: to the same scheme, host and port, or not at all.
///
/// The key goes along with every request, so a redirect decides who sees it.
enum Redirection {
    /// Redirects followed one after another.
    static let limit = 5

    /// The URL that `location` stands for on `url`, nil where it is elsewhere.
    static func target(of location: String, on url: String) -> String? {
        guard let parts = URLParts(url) else { return nil }
        guard location.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\\") }) else { return nil }
        if let absolute = URLParts(location) {
            return absolute.hasSameOrigin(as: parts) ? location : nil
        }
        let base = "\(parts.scheme)://\(parts.authority)"
        if location.hasPrefix("//") { return target(of: "\(parts.scheme):\(location)", on: url) }
        if location.hasPrefix("/") { return base + location }
        // Relative to the folder of the path; what has a scheme of its own is elsewhere.
        guard !location.isEmpty, !location.prefix(while: { !"/?#".contains($0) }).contains(":") else {
            return nil
        }
        let path = parts.target.prefix { !"?#".contains($0) }
        return base + path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex) + location
    }
}
