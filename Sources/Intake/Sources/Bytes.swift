/// The bytes that framing looks at.
extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let tab = UInt8(ascii: "\t")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let openBracket = UInt8(ascii: "[")

    /// `{` or `[`, which differ in one bit.
    @inline(__always) var isOpener: Bool { self | 0x20 == UInt8(ascii: "{") }
    /// `}` or `]`, which differ in one bit.
    @inline(__always) var isCloser: Bool { self | 0x20 == UInt8(ascii: "}") }
    /// Space, tab, carriage return or line feed.
    @inline(__always) var isBlank: Bool {
        self == .space || self == .lineFeed || self == .carriageReturn || self == .tab
    }
}
