/// The parts of an absolute URL that decide whom a request goes to (RFC 3986, section 3).
struct URLParts {
    /// In lower case.
    let scheme: String
    /// Host and port as they stand there, in lower case.
    let authority: String
    /// Empty where there is none, or none that makes sense; an IPv6 address with its brackets.
    let host: String
    /// As it was given, or the scheme's.
    let port: UInt16
    /// All from the path's slash on.
    let target: String

    /// Nil of a text that is not absolute, or names a port that is none.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let rest = text[colon...].dropFirst(3)
        let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        scheme = text[..<colon].lowercased()
        authority = rest[..<end].lowercased()
        target = String(rest[end...])
        var name = authority[...], port: UInt16? = scheme == "https" ? 443 : 80
        if !name.hasSuffix("]"), let colon = name.lastIndex(of: ":") {
            port = UInt16(name[colon...].dropFirst())
            name = name[..<colon]
        }
        guard let port else { return nil }
        self.port = port
        let inner = name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : nil
        let isSound =
            inner?.utf8.allSatisfy { TaskIDs.isPart($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
            ?? name.utf8.allSatisfy { TaskIDs.isPart($0) || $0 == UInt8(ascii: ".") }
        host = isSound ? String(name) : ""
    }

    /// Whether requests to both go to the same place.
    func hasSameOrigin(as other: URLParts) -> Bool {
        !host.isEmpty && (scheme, host, port) == (other.scheme, other.host, other.port)
    }
}
