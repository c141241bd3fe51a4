import Synchronization

@testable import Responses

/// Addresses of copies made for tests, so that they count as used and not as leaked.
private let copies = Mutex<[UInt]>([])

extension BorrowedText {
    /// A text that lives as long as the tests do, with readable bytes behind it, as texts on the tape have.
    init(copying string: String) { self.init(copying: Array(string.utf8)) }

    init(copying bytes: [UInt8]) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 8)
        unsafe copy.initialize(repeating: 0, count: bytes.count + 8)
        for (index, byte) in bytes.enumerated() { unsafe copy[index] = byte }
        copies.withLock { $0.append(UInt(bitPattern: copy)) }
        unsafe self.init(unsafeBase: copy, count: bytes.count)
    }
}
