internal import Digests

/// The seeded, keyed order in which generations are drawn.
///
/// The draw depends on the seed, the rule and the identity only: not on the order of the input, and not on other
/// generations. So a larger sample contains a smaller one, and anyone with the seed can draw again.
package struct SampleDraw {
    /// What a code is for. Each purpose has an order of its own.
    package enum Purpose: String {
        /// Which generations are drawn: those with the smallest codes.
        case sample
        /// The order of the rows of a sheet.
        case order
        /// The `sample_key` of a row.
        case key
    }

    /// A generation as the draw knows it.
    package struct Identity: Hashable, Sendable {
        /// The id of the generation.
        package var id: String
        /// The number of the revision; nil for the first answer.
        package var revision: Int?

        /// The identity of a generation.
        package init(id: String, revision: Int? = nil) {
            self.id = id
            self.revision = revision
        }
    }

    private let codes: HMACSHA256

    /// - Parameter seed: The seed's bytes, used as they are; at least one.
    package init(seed: [UInt8]) { codes = HMACSHA256(key: seed) }

    /// The code of a generation for a rule, 32 bytes.
    package func code(_ purpose: Purpose, rule: String, _ identity: Identity) -> [UInt8] {
        var message = "modaudit \(purpose.rawValue) 1\n\(rule)\n\(identity.id)\n"
        if let revision = identity.revision { message += "\(revision)\n" }
        return codes.code(of: Array(message.utf8))
    }

    /// The key of a generation's row in the sheets of a sample.
    package func sampleKey(rule: String, _ identity: Identity) -> String {
        ReadableKey.text("sk", code(.key, rule: rule, identity))
    }
}
