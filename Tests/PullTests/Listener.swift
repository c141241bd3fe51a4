import Foundation

/// A listening socket on loopback, with a thread for itself and for each connection.
final class Listener: Sendable {
    private struct State {
        /// The descriptors of the open connections.
        var open: Set<Int32> = []
        var accepted = 0
        var isClosed = false
    }

    let port: Int
    private let state: Locked<State>
    private let descriptor: Int32

    /// - Parameters:
    ///   - tls: The certificate of an https server.
    ///   - answer: Returns the acts that follow a request with this head.
    init(tls: TLSServerContext?, answer: @escaping @Sendable (String) -> [MisbehavingServer.Act]) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, size) == 0 && listen(descriptor, 128) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = Int(UInt16(bigEndian: address.sin_port))
        self.descriptor = descriptor
        let state = Locked(State())
        self.state = state
        Thread.detachNewThread { Self.accept(on: descriptor, state, tls, answer) }
    }

    var accepted: Int { state.with { $0.accepted } }

    /// Ends the threads. Each closes its own socket.
    func close() {
        state.with { state in
            state.isClosed = true
            shutdown(descriptor, Int32(SHUT_RDWR))
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    private static func accept(
        on listener: Int32, _ state: Locked<State>, _ tls: TLSServerContext?,
        _ answer: @escaping @Sendable (String) -> [MisbehavingServer.Act]
    ) {
        defer { Foundation.close(listener) }
        while true {
            let descriptor = Foundation.accept(listener, nil, nil)
            if descriptor < 0 {
                if state.with({ $0.isClosed }) { return }
                // The process has too few descriptors for a moment, or the connection is closed.
                usleep(10_000)
                continue
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let isWelcome = state.with { state in
                if !state.isClosed { state.open.insert(descriptor) }
                state.accepted += 1
                return !state.isClosed
            }
            guard isWelcome else {
                Foundation.close(descriptor)
                return
            }
            Thread.detachNewThread {
                Connection(descriptor, tls)?.serve(answer)
                // Closed within the lock, because another file can get the number of a closed descriptor.
                state.with { state in
                    state.open.remove(descriptor)
                    Foundation.close(descriptor)
                }
            }
        }
    }
}

/// Reads request heads and performs the acts of each. Does not close its descriptor.
private struct Connection: ~Copyable {
    private let descriptor: Int32
    private let session: TLSSession?

    /// Returns nil if the TLS handshake fails.
    init?(_ descriptor: Int32, _ tls: TLSServerContext?) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        var one: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        self.descriptor = descriptor
        if let tls {
            guard let session = TLSSession(descriptor, tls) else { return nil }
            self.session = session
        } else {
            session = nil
        }
    }

    func serve(_ answer: (String) -> [MisbehavingServer.Act]) {
        while let head = readHead() {
            for act in answer(head) where !play(act) { return }
        }
    }

    private func readHead() -> String? {
        var head: [UInt8] = []
        // The client sends one request at a time, so no bytes follow the head of its GET.
        while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let room = bytes.count
            let count = unsafe session?.read(into: &bytes) ?? recv(descriptor, &bytes, room, 0)
            guard count > 0 else { return nil }
            head += bytes[..<count]
        }
        return String(decoding: head, as: UTF8.self)
    }

    /// Returns false if the connection is closed.
    private func play(_ act: MisbehavingServer.Act) -> Bool {
        switch act {
        case .send(let bytes): return send(bytes)
        case .pause(let duration): return pause(duration)
        case .hangUp: return false
        case .reset:
            var option = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(
                descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
            return false
        case .flood(let bytes):
            while send(bytes) {}
            return false
        }
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe session?.write(bytes)
                    ?? Foundation.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits. Returns false if the client closes the connection or the server ends.
    private func pause(_ duration: Duration) -> Bool {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        guard microseconds >= 1000 else { return usleep(UInt32(microseconds)) == 0 }
        // The value of POLLRDHUP, which Swift does not import.
        var hangUp = pollfd(fd: descriptor, events: 0x2000, revents: 0)
        return unsafe poll(&hangUp, 1, Int32(microseconds / 1000)) == 0
    }
}
