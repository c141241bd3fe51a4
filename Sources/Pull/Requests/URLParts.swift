import Utilities

/// The parts of an absolute URL that determine the server of a request (RFC 3986, section 3).
struct URLParts {
    /// In lower case.
    let scheme: String
    /// Host and port as in the URL, in lower case.
    let authority: String
    /// Empty if the host is missing or not valid. An IPv6 address is in brackets.
    let host: String
    /// The port in the URL, or the scheme's default.
    let port: UInt16
    /// Path, query and fragment, from the slash after the authority.
    let target: String

    /// Nil if the text is not an absolute URL or its port is not valid.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let rest = text[colon...].dropFirst(3)
        let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        scheme = text[..<colon].lowercased()
        authority = rest[..<end].lowercased()
        target = String(rest[end...])
        var name = authority[...], port: UInt16? = scheme == "https" ? 443 : 80
        if !name.hasSuffix("]"), let colon = name.lastIndex(of: ":") {
            let digits = name[colon...].dropFirst()
            // The initializer accepts a sign too.
            port = digits.utf8.allSatisfy(\.isDigit) ? UInt16(digits) : nil
            name = name[..<colon]
        }
        guard let port else { return nil }
        self.port = port
        let inner = name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : nil
        let isSound =
            inner?.utf8.allSatisfy { Self.isHostPart($0) || $0 == UInt8(ascii: ":") }
            ?? name.utf8.allSatisfy(Self.isHostPart)
        host = isSound ? String(name) : ""
    }

    /// Whether a host name or an IPv4 address can contain the byte.
    private static func isHostPart(_ byte: UInt8) -> Bool {
        byte.isDigit || 0x41...0x5A ~= byte & 0xDF || "-_.".utf8.contains(byte)
    }

    /// Whether both have the same scheme, host and port.
    func hasSameOrigin(as other: URLParts) -> Bool {
        !host.isEmpty && (scheme, host, port) == (other.scheme, other.host, other.port)
    }
}
