import Glibc

/// The error number of a failed system call.
package struct SystemError: Error, Sendable, Equatable {
    /// A value of `errno`, 1 or more.
    package let number: Int32

    /// - Parameter number: A value of `errno`.
    package init(_ number: Int32) { self.number = number }

    /// The value of `errno`. Valid directly after the call that failed.
    package static var last: SystemError { SystemError(errno) }
}

extension SystemError: CustomStringConvertible {
    /// The system's description of the error: `No such file or directory`.
    package var description: String {
        var text = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(number, &text, text.count) == 0 else { return "error \(number)" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
