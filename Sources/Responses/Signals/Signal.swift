/// A signal, which a policy's rules read (CONTRACT section 3).
package struct Signal: Sendable {
    /// The position of the signal in a generation, with the names of the response.
    package enum Origin: Sendable, Equatable {
        case field
        case legal(classifier: String)
        case filterType(filter: String)
        case category(filter: String, scope: String, category: String)
        /// Any content of a block that cannot be used. Its name has stars in place of names.
        case unusable
    }

    /// The dotted name that policies and reports use.
    package let name: String
    /// The kind of its values.
    package let kind: SignalKind
    /// The position of its values.
    package let origin: Origin

    /// A name of the response as one segment of a signal's name. Dots, stars, percent signs, blanks and control
    /// characters become percent escapes. Every signal therefore has a fixed number of segments, patterns keep
    /// their meaning, and lists of signals can be separated by blanks.
    package static func segment(_ name: String) -> String {
        let hex = Array("0123456789ABCDEF")
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\u{0}"..."\u{20}", "%", "*", ".", "\u{7F}":
                escaped.append("%")
                escaped.append(hex[Int(scalar.value >> 4)])
                escaped.append(hex[Int(scalar.value & 15)])
            default:
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
