import Dispatch
import Glibc

/// Signals as calls.
enum Signals {
    /// Calls `action` when the signal comes, until the source is cancelled; what the signal did before, it doesn't.
    static func on(_ number: Int32, _ action: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: action)
        source.resume()
        return source
    }
}
