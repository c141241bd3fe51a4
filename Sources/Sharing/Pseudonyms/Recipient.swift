/// The names of recipients and profiles, from which pseudonyms are computed.
package enum Recipient {
    /// The description of a valid name, for messages.
    package static let rule = "1 to 128 of the characters A-Z, a-z, 0-9, `.`, `_`, `@` and `-`"

    /// Whether a text is a valid name.
    package static func isName(_ text: String) -> Bool {
        1...128 ~= text.utf8.count
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "@"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
