@testable import Responses

extension Text {
    /// A text that lives as long as the tests do.
    init(copying string: String) {
        let bytes = Array(string.utf8)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 1)
        for (index, byte) in bytes.enumerated() { unsafe copy[index] = byte }
        unsafe self.init(unsafeBase: copy, count: bytes.count)
    }
}
