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
    package var description: String { words }
}
