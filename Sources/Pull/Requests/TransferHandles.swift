import CCurl
import Responses

/// libcurl as a whole.
enum TransferLibrary {
    /// Whether the library is initialised. The first read initialises it, once for the process.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}

/// Transfers that run side by side, and the connections that they share. Only one thread uses it.
@safe
struct TransferGroup: ~Copyable {
    private let handle: UnsafeMutableRawPointer

    /// - Parameter connections: The most connections at a time; as many stay open between requests.
    init(connections: Int) {
        // Fails only where no memory is left, which ends a Swift program in any case.
        guard let handle = unsafe curl_multi_init() else { preconditionFailure("no memory for libcurl") }
        unsafe ccurl_multi_set_long(handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
        unsafe ccurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connections)
        unsafe self.handle = handle
    }

    deinit { _ = unsafe curl_multi_cleanup(handle) }

    /// Wakes `wait` from any thread, as long as the group exists.
    @safe
    struct Waker: Sendable {
        fileprivate nonisolated(unsafe) let handle: UnsafeMutableRawPointer

        func wake() { _ = unsafe curl_multi_wakeup(handle) }
    }

    var waker: Waker { unsafe Waker(handle: handle) }

    /// - Returns: whether the transfer is in the group now.
    func add(_ transfer: Transfer) -> Bool { unsafe curl_multi_add_handle(handle, transfer.handle) == CURLM_OK }

    func remove(_ transfer: Transfer) { _ = unsafe curl_multi_remove_handle(handle, transfer.handle) }

    /// Reads and writes what can be without waiting.
    func perform() {
        var running: Int32 = 0
        _ = unsafe curl_multi_perform(handle, &running)
    }

    /// Returns when `perform` has something to do, when `waker` is used, or after `milliseconds`.
    func wait(milliseconds: Int32) { _ = unsafe curl_multi_poll(handle, nil, 0, milliseconds, nil) }

    /// A transfer that is over, with libcurl's code for how; nil where there is none.
    func nextFinished() -> (transfer: Transfer, outcome: Transfer.Outcome)? {
        var code = CURLE_OK
        guard let context = unsafe ccurl_finished(handle, &code) else { return nil }
        return (unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), Transfer.Outcome(code))
    }
}

/// One request after another, made with one handle of libcurl. Only one thread uses it.
@safe
final class Transfer {
    fileprivate let handle: UnsafeMutableRawPointer
    private let headers: HeaderList
    private let limit: Int

    /// The request under way.
    var request: HTTPTransport.Request?
    private var body: [UInt8] = []
    private var isOversize = false

    /// How a transfer ended.
    struct Outcome {
        fileprivate let code: CURLcode
        fileprivate init(_ code: CURLcode) { self.code = code }
    }

    init(_ terms: PullRequest) {
        guard let handle = unsafe curl_easy_init() else { preconditionFailure("no memory for libcurl") }
        unsafe self.handle = handle
        headers = HeaderList(["Authorization: Bearer \(terms.key.text)", "Accept: application/json"])
        limit = terms.maxResponse
        setUp(terms)
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    private func setUp(_ terms: PullRequest) {
        let isEncrypted = terms.baseURL.text.hasPrefix("https:")
        let milliseconds = Int(max(1, min(terms.timeout / .milliseconds(1), 2_000_000_000)))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_TIMEOUT_MS, milliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds)
        set(CURLOPT_BUFFERSIZE, 65_536)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // A look-up of a name can't be called off; without this, the end of the pull waits for it.
        set(CURLOPT_QUICK_EXIT, 1)
        // Over TLS, the first connection tells whether the server speaks HTTP/2, which needs no other one.
        set(CURLOPT_HTTP_VERSION, isEncrypted ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        set(CURLOPT_PIPEWAIT, isEncrypted ? 1 : 0)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_USERAGENT, "modaudit/\(terms.toolVersion)")
        // Plain HTTP is for this machine alone, and carries the key: no proxy may see it.
        if !isEncrypted { set(CURLOPT_NOPROXY, "*") }
        if let path = terms.caFile {
            set(CURLOPT_CAINFO, path)
            // Instead of the system's authorities, not beside them.
            set(CURLOPT_CAPATH, nil)
        }
        unsafe ccurl_set_size(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limit))
        unsafe ccurl_set_headers(handle, headers.first)
        unsafe ccurl_set_sink(handle, takeBody, Unmanaged.passUnretained(self).toOpaque())
    }

    private func set(_ option: CURLoption, _ value: Int) { unsafe ccurl_set_long(handle, option, value) }

    private func set(_ option: CURLoption, _ text: String?) { unsafe ccurl_set_text(handle, option, text) }

    func prepare(_ request: HTTPTransport.Request) {
        self.request = request
        body = []
        isOversize = false
        set(CURLOPT_URL, request.url)
    }

    /// Takes a piece of the body; false where it is one too many.
    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if body.isEmpty {
            body.reserveCapacity(min(max(unsafe Int(ccurl_announced(handle)), bytes.count), 1 << 20))
        }
        isOversize = bytes.count > limit - body.count
        guard !isOversize else { return false }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// What came of the request.
    func reply(to outcome: Outcome) -> Reply {
        guard outcome.code == CURLE_OK else { return .failure(fault(outcome.code)) }
        let status = unsafe ccurl_long(handle, CURLINFO_RESPONSE_CODE)
        guard 200...599 ~= status else { return .failure(.connection("the answer is no HTTP")) }
        defer { body = [] }
        return .response(
            Reply.Response(
                status: status, retryAfter: header("Retry-After"), date: header("Date"),
                location: header("Location"), body: body))
    }

    /// The first header of that name in the answer's head.
    private func header(_ name: String) -> String? {
        var found: UnsafeMutablePointer<curl_header>?
        let origin = UInt32(CURLH_HEADER)
        guard unsafe curl_easy_header(handle, name, 0, origin, -1, &found) == CURLHE_OK else { return nil }
        return unsafe found.map { unsafe String(cString: $0.pointee.value) }
    }

    /// Codes of libcurl in words of our own: the library's may show what was sent.
    private func fault(_ code: CURLcode) -> Reply.Fault {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_FILESIZE_EXCEEDED: .oversize(limit: limit)
        case CURLE_WRITE_ERROR where isOversize: .oversize(limit: limit)
        case CURLE_WRITE_ERROR, CURLE_BAD_CONTENT_ENCODING: .connection("the body's compression is damaged")
        case CURLE_PEER_FAILED_VERIFICATION: .untrusted(distrust)
        case CURLE_SSL_CACERT_BADFILE: .untrusted("the file of trusted authorities can't be read")
        case CURLE_SSL_CONNECT_ERROR: .connection("the TLS handshake failed")
        case CURLE_COULDNT_RESOLVE_HOST: .connection("the host's address can't be found")
        case CURLE_COULDNT_RESOLVE_PROXY: .connection("the proxy's address can't be found")
        case CURLE_COULDNT_CONNECT: .connection(systemWords ?? "no connection could be made")
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            .connection(systemWords ?? "the answer breaks off, or is no HTTP")
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
            .connection("the connection was closed before the answer was whole")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .connection("the answer is no HTTP")
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: .connection("the server broke off the exchange (HTTP/2)")
        case CURLE_URL_MALFORMAT: .connection("the URL can't be asked for")
        default: .connection("the connection failed (libcurl error \(code.rawValue))")
        }
    }
}

extension Transfer {
    /// Why a certificate is not trusted.
    private var distrust: String {
        // The library checks the name last, and sets a result of its own before (0 or 1) that the verification of the
        // chain never has where it fails.
        let result = unsafe ccurl_long(handle, CURLINFO_SSL_VERIFYRESULT)
        return 0...1 ~= result
            ? "its certificate is for another name"
            : "no authority that is trusted here vouches for its certificate"
    }

    /// The system's words for what broke the connection, where it was an error of the system.
    private var systemWords: String? {
        let number = unsafe ccurl_long(handle, CURLINFO_OS_ERRNO)
        return number > 0 ? SystemCall.words(of: Int32(number)) : nil
    }
}

/// Headers of a request.
@safe
private struct HeaderList: ~Copyable {
    let first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { unsafe list = curl_slist_append(list, line) }
        unsafe first = list
    }

    deinit { unsafe curl_slist_free_all(first) }
}

/// libcurl's way to pass on a piece of a body.
private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Any other number than that of the bytes ends the transfer.
    return unsafe transfer.take(piece) ? piece.count : 0
}
