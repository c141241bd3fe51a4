internal import Digests
internal import Utilities

/// The secret key of pseudonyms. It is never printed.
package struct ShareKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The error for a file that is not a key.
    package struct Fault: Error, CustomStringConvertible {
        /// The reason in plain English, with a fix.
        package let description: String
    }

    /// The minimum length of a key in bytes.
    package static let shortest = 32
    private static let longest = 4_096

    let bytes: [UInt8]

    /// A placeholder, never the key.
    package var description: String { "(key)" }
    /// A mirror without children, so that dumps do not contain the key.
    package var customMirror: Mirror { Mirror(self, children: []) }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the bytes of a file. Throws an error if anyone but the owner can read it.
    package init(at path: String) throws(Fault) {
        do throws(SecretFile.Fault) {
            bytes = try SecretFile.bytes(at: path, of: "key", count: Self.shortest...Self.longest)
        } catch {
            throw Fault(description: error.description)
        }
    }

    /// The first 8 hexadecimal digits of HMAC-SHA-256(key, `modaudit key id`). They identify the key and do not
    /// disclose it.
    var id: String {
        HMACSHA256(key: bytes).code(of: Array("modaudit key id".utf8)).prefix(4).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
