/// The target of a redirect. Only a target with the same scheme, host and port is followed, because every request
/// contains the key.
enum Redirection {
    /// The most redirects in a row that are followed.
    static let limit = 5

    /// The URL of the header `Location` in a reply for `url`; nil if it has another origin.
    static func target(of location: String, on url: String) -> String? {
        guard let parts = URLParts(url) else { return nil }
        guard location.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\\") }) else { return nil }
        if let absolute = URLParts(location) {
            return absolute.hasSameOrigin(as: parts) ? location : nil
        }
        let base = "\(parts.scheme)://\(parts.authority)"
        if location.hasPrefix("//") { return target(of: "\(parts.scheme):\(location)", on: url) }
        if location.hasPrefix("/") { return base + location }
        // Relative to the folder of the path. A location with another scheme is not followed.
        guard !location.isEmpty, !location.prefix(while: { !"/?#".contains($0) }).contains(":") else {
            return nil
        }
        let path = parts.target.prefix { !"?#".contains($0) }
        return base + path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex) + location
    }
}
