@testable import Reporting

extension OutputBuffer {
    /// Lends the bytes while the buffer surely lives.
    borrowing func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        unsafe body(bytes)
    }
}
