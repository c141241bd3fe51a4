/// Bytes of JSON and of line-based text, by name.
extension UInt8 {
    /// LF.
    @inlinable package static var lineFeed: UInt8 { 0x0A }
    /// CR.
    @inlinable package static var carriageReturn: UInt8 { 0x0D }
    /// The tab character.
    @inlinable package static var tab: UInt8 { 0x09 }
    /// The space character.
    @inlinable package static var space: UInt8 { 0x20 }
    /// `"`.
    @inlinable package static var quote: UInt8 { 0x22 }
    /// `\`.
    @inlinable package static var backslash: UInt8 { 0x5C }
    /// `/`.
    @inlinable package static var slash: UInt8 { 0x2F }
    /// `,`.
    @inlinable package static var comma: UInt8 { 0x2C }
    /// `:`.
    @inlinable package static var colon: UInt8 { 0x3A }
    /// `[`.
    @inlinable package static var openBracket: UInt8 { 0x5B }

    /// `{` or `[`, which differ in one bit.
    @inlinable @inline(__always) package var isOpener: Bool { self | 0x20 == 0x7B }
    /// `}` or `]`, which differ in one bit.
    @inlinable @inline(__always) package var isCloser: Bool { self | 0x20 == 0x7D }
    /// White space of JSON (RFC 8259, section 2): space, tab, carriage return or line feed.
    @inlinable @inline(__always) package var isBlank: Bool {
        self == .space || self == .lineFeed || self == .carriageReturn || self == .tab
    }
    /// `0` to `9`.
    @inlinable @inline(__always) package var isDigit: Bool { 0x30...0x39 ~= self }
}
