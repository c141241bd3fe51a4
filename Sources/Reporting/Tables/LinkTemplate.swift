import Policies
import Responses
import Utilities

/// The address of a generation in the organisation's own console (CONTRACT section 12), with `{generation_id}` or
/// `{task_id}` in it.
package struct LinkTemplate: Sendable, Equatable {
    private enum Part: Equatable {
        case text(String)
        case generationID
        case taskID
    }

    /// Why an address is not a template.
    package enum Fault: Error, CustomStringConvertible {
        case notHTTPS, tooLong, unsuitableByte, noHost, credentials, placeholderInHost, noPlaceholder
        case unknownPlaceholder(String)

        /// The reason in plain English, with a fix.
        package var description: String {
            switch self {
            case .notHTTPS: "The link must begin with https://."
            case .tooLong: "The link may have at most \(LinkTemplate.longest.grouped) bytes."
            case .unsuitableByte:
                "The link may hold printable ASCII without blanks, quotation marks, < and >; percent-encode the rest."
            case .noHost: "The link needs a host: https://console.example.com/g/{generation_id}."
            case .credentials: "The link must not hold a user name or password: every report would show it."
            case .placeholderInHost: "The link may name {generation_id} and {task_id} only behind the host."
            case .noPlaceholder: "The link must name {generation_id} or {task_id}, or every row gets the same."
            case .unknownPlaceholder(let name):
                "The link may name {generation_id} and {task_id}, not `\(name.visible)`."
            }
        }
    }

    /// The maximum length of a template in bytes.
    private static let longest = 2_048
    private static let scheme = "https://"

    private let parts: [Part]

    /// - Throws: The fault of `address`.
    package init(_ address: String) throws(Fault) {
        guard address.utf8.count <= Self.longest else { throw .tooLong }
        guard address.lowercased().hasPrefix(Self.scheme) else { throw .notHTTPS }
        let isSuitable = address.utf8.allSatisfy {
            (0x21...0x7E).contains($0)
                && ![UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">")].contains($0)
        }
        guard isSuitable else { throw .unsuitableByte }
        let host = address.dropFirst(Self.scheme.count).prefix { !"/?#\\".contains($0) }
        guard !host.isEmpty, host.first != ":" else { throw .noHost }
        guard !host.contains("@") else { throw .credentials }
        guard !host.contains("{"), !host.contains("}") else { throw .placeholderInHost }
        parts = try Self.parts(of: address)
        guard parts.contains(where: { $0 == .generationID || $0 == .taskID }) else { throw .noPlaceholder }
    }

    /// The address with its placeholders.
    package var text: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .generationID: "{generation_id}"
            case .taskID: "{task_id}"
            }
        }.joined()
    }

    private static func parts(of address: String) throws(Fault) -> [Part] {
        var parts: [Part] = [], rest = address[...]
        while let start = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            let end = rest[start...].firstIndex(of: "}") ?? rest.index(before: rest.endIndex)
            let name = String(rest[start...end])
            parts.append(.text(String(rest[..<start])))
            switch name {
            case "{generation_id}": parts.append(.generationID)
            case "{task_id}": parts.append(.taskID)
            default: throw .unknownPlaceholder(name)
            }
            rest = rest[rest.index(after: end)...]
        }
        return parts + [.text(String(rest))]
    }

    /// The address of a generation; nil if it lacks an ID that the template uses.
    func address(of generation: GenerationRecord) -> String? {
        address(generation.id, generation.taskID)
    }

    /// The address of a generation with these IDs; nil if it lacks an ID that the template uses.
    package func address(generationID: String?, taskID: String?) -> String? {
        address(generationID.map { $0.utf8 }, taskID.map { $0.utf8 })
    }

    private func address(
        _ generationID: (some Collection<UInt8>)?, _ taskID: (some Collection<UInt8>)?
    ) -> String? {
        var address = ""
        for part in parts {
            switch part {
            case .text(let text): address += text
            case .generationID:
                guard let id = generationID else { return nil }
                address.append(percentEncoded: id)
            case .taskID:
                guard let id = taskID else { return nil }
                address.append(percentEncoded: id)
            }
        }
        return address
    }
}

extension String {
    /// Appends the text's bytes; all but RFC 3986's unreserved characters (letters, digits, `-._~`) become `%XX`.
    mutating func append(percentEncoded text: some Sequence<UInt8>) {
        let hex = Array("0123456789ABCDEF".unicodeScalars)
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                unicodeScalars.append(Unicode.Scalar(byte))
            default:
                unicodeScalars.append("%")
                unicodeScalars.append(hex[Int(byte >> 4)])
                unicodeScalars.append(hex[Int(byte & 15)])
            }
        }
    }
}
