/// A signal: what a policy's rules look at (CONTRACT section 3).
package struct Signal: Sendable {
    /// Where in a generation it is read from; the names are the response's own.
    package enum Origin: Sendable, Equatable {
        case field
        case legal(classifier: String)
        case filterType(filter: String)
        case category(filter: String, scope: String, category: String)
        /// Whatever a block that is there and can't be used may have held. Its name has stars where names would stand.
        case unusable
    }

    /// The dotted name that policies and reports use.
    package let name: String
    package let kind: SignalKind
    package let origin: Origin

    /// A name of the response as one segment of a signal's name. Dots, stars, percent signs, blanks and control
    /// characters become percent escapes, so that a signal always has its number of segments, patterns keep their
    /// meaning and a list of signals can be separated by blanks.
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
