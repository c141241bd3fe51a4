/// Short keys that people can read aloud and spreadsheets do not change: no key looks like a number or a date.
package enum ReadableKey {
    /// Digits and small letters without i, l, o and u.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The first 80 bits of `digest` as 16 characters, behind `prefix` and `_`.
    /// - Precondition: `digest` has at least 10 bytes.
    package static func text(_ prefix: String, _ digest: [UInt8]) -> String {
        var characters = Array(prefix.utf8)
        characters.append(UInt8(ascii: "_"))
        var bits = 0
        var count = 0
        for byte in digest[..<10] {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 5 {
                count -= 5
                characters.append(alphabet[bits >> count & 31])
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
