import Dispatch
import Glibc

/// Signals as calls.
enum SignalHandler {
    /// Calls `action` when the signal comes, until the source is cancelled; what the signal did before, it doesn't.
    /// Returns when the source sees its signal: one that came before would be lost.
    static func on(_ number: Int32, _ action: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: action)
        let registered = DispatchSemaphore(value: 0)
        source.setRegistrationHandler { registered.signal() }
        source.resume()
        registered.wait()
        return source
    }
}
