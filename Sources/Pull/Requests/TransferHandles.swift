import CCurl
import Utilities

/// The shared library libcurl.
enum TransferLibrary {
    /// Why libcurl cannot be used; nil if it can. The first read loads and initialises it, once for the process.
    static let fault: String? = unsafe ccurl_load().map { unsafe String(cString: $0) }
}

/// Parallel transfers and their shared connections: a multi handle of libcurl. Only one thread uses it.
@safe
struct TransferGroup: ~Copyable {
    private let handle: UnsafeMutableRawPointer

    /// - Parameter connections: The most connections at a time. As many stay open between requests.
    init(connections: Int) {
        // Fails only without memory, which ends a Swift program in any case.
        guard let handle = unsafe ccurl_multi_init() else {
            preconditionFailure("not enough memory for libcurl")
        }
        unsafe ccurl_multi_set_long(handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
        unsafe ccurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, connections)
        unsafe self.handle = handle
    }

    deinit { unsafe ccurl_multi_cleanup(handle) }

    /// Wakes `wait` from any thread. Used only while the group exists.
    @safe
    struct Waker: Sendable {
        fileprivate nonisolated(unsafe) let handle: UnsafeMutableRawPointer

        func wake() { unsafe ccurl_multi_wakeup(handle) }
    }

    var waker: Waker { unsafe Waker(handle: handle) }

    /// Adds a transfer to the group. Returns false if libcurl does not accept it.
    func add(_ transfer: Transfer) -> Bool { unsafe ccurl_multi_add(handle, transfer.handle) == CURLM_OK }

    func remove(_ transfer: Transfer) { unsafe ccurl_multi_remove(handle, transfer.handle) }

    /// Reads and writes as much as possible without waiting.
    func perform() { unsafe ccurl_multi_perform(handle) }

    /// Waits until a connection is ready, `waker` is used, or `milliseconds` have passed.
    func wait(milliseconds: Int32) { unsafe ccurl_multi_wait(handle, milliseconds) }

    /// A finished transfer and its outcome; nil if there is none.
    func nextFinished() -> (transfer: Transfer, outcome: Transfer.Outcome)? {
        var code = CURLE_OK
        guard let context = unsafe ccurl_finished(handle, &code) else { return nil }
        return (unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue(), Transfer.Outcome(code))
    }
}

/// An easy handle of libcurl, used for one request. Only one thread uses it.
@safe
final class Transfer {
    fileprivate let handle: UnsafeMutableRawPointer
    private let headers: HeaderList
    private let limit: Int
    private var usesProxies = true

    let request: HTTPTransport.Request
    private var body: [UInt8] = []
    private var isOversize = false
    /// Bytes of an error's body beyond those that are kept.
    private var unkept = 0

    /// How a transfer ended: a code of libcurl.
    struct Outcome {
        fileprivate let code: CURLcode
        fileprivate init(_ code: CURLcode) { self.code = code }
    }

    init(_ terms: PullRequest, _ request: HTTPTransport.Request) {
        guard let handle = unsafe ccurl_easy_init() else {
            preconditionFailure("not enough memory for libcurl")
        }
        unsafe self.handle = handle
        headers = HeaderList(["Authorization: Bearer \(terms.key.text)", "Accept: application/json"])
        limit = terms.maxResponse
        self.request = request
        setUp(terms)
        set(CURLOPT_URL, request.url)
    }

    deinit { unsafe ccurl_easy_cleanup(handle) }

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
        // A name look-up cannot be cancelled. Without this option, the end of the pull waits for it.
        set(CURLOPT_QUICK_EXIT, 1)
        // Over TLS, other requests wait until the first connection shows whether the server supports HTTP/2, which needs
        // only one connection.
        set(CURLOPT_HTTP_VERSION, isEncrypted ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        set(CURLOPT_PIPEWAIT, isEncrypted ? 1 : 0)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_USERAGENT, "modaudit/\(terms.toolVersion)")
        // Plain HTTP is for loopback only. A proxy would see the key.
        usesProxies = isEncrypted && terms.usesProxies
        // The empty text also turns the environment's proxies off.
        if !usesProxies { set(CURLOPT_PROXY, "") }
        // The proxy gets no header of the requests.
        set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if let path = terms.caFile {
            set(CURLOPT_CAINFO, path)
            // Instead of the system's authorities, not beside them.
            set(CURLOPT_CAPATH, nil)
        }
        unsafe ccurl_set_size(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limit))
        unsafe ccurl_set_headers(handle, headers.first)
        unsafe ccurl_set_sink(handle, takeBody, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Sets a numeric option.
    private func set(_ option: CURLoption, _ value: Int) { unsafe ccurl_set_long(handle, option, value) }

    private func set(_ option: CURLoption, _ text: String?) { unsafe ccurl_set_text(handle, option, text) }

    /// Appends a part of the body. Returns false if the body becomes larger than the limit.
    fileprivate func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if body.isEmpty {
            body.reserveCapacity(min(max(unsafe Int(ccurl_announced(handle)), bytes.count), 1 << 20))
        }
        isOversize = bytes.count > limit - body.count - unkept
        guard !isOversize else { return false }
        let kept = isSuccess ? bytes.count : min(bytes.count, ErrorReader.bodyLimit + 1 - body.count)
        unsafe body.append(contentsOf: bytes.prefix(kept))
        unkept += bytes.count - kept
        return true
    }

    private var status: Int { unsafe ccurl_long(handle, CURLINFO_RESPONSE_CODE) }
    private var isSuccess: Bool { 200..<300 ~= status }

    /// The reply to the request.
    func reply(to outcome: Outcome) -> Reply {
        let status = status
        let isTooLarge = isOversize || outcome.code == CURLE_FILESIZE_EXCEEDED
        // The status says more than the size of an error's body.
        guard outcome.code == CURLE_OK || isTooLarge && !isSuccess else { return .failure(fault(outcome.code)) }
        guard 200...599 ~= status else { return .failure(.connection("the answer is not HTTP")) }
        defer { body = [] }
        return .response(
            Reply.Response(
                status: status, retryAfter: header("Retry-After"), date: header("Date"),
                location: header("Location"), contentType: header("Content-Type"), body: body))
    }

    /// The value of the first header with this name.
    private func header(_ name: String) -> String? {
        unsafe ccurl_header(handle, name).map { unsafe String(cString: $0) }
    }

    /// The failure for a code of libcurl. The library's own messages are not used, as they can contain parts of the
    /// request.
    private func fault(_ code: CURLcode) -> Reply.Fault {
        let answerOfProxy = unsafe ccurl_long(handle, CURLINFO_HTTP_CONNECTCODE)
        if answerOfProxy >= 300 { return .proxy(status: answerOfProxy) }
        return switch code {
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_FILESIZE_EXCEEDED: .oversize(limit: limit)
        case CURLE_WRITE_ERROR where isOversize: .oversize(limit: limit)
        case CURLE_WRITE_ERROR, CURLE_BAD_CONTENT_ENCODING: .connection("the body's compression is damaged")
        case CURLE_PEER_FAILED_VERIFICATION: .untrusted(distrust)
        case CURLE_SSL_CACERT_BADFILE: .untrusted("the file of trusted authorities cannot be read")
        case CURLE_SSL_CONNECT_ERROR: .connection("the TLS handshake failed")
        case CURLE_COULDNT_RESOLVE_HOST: .connection("the host name cannot be resolved")
        case CURLE_COULDNT_RESOLVE_PROXY: .connection("the proxy's host name cannot be resolved")
        case CURLE_COULDNT_CONNECT:
            .connection(
                (systemWords ?? "the connection cannot be made")
                    + (usesProxies ? EnvironmentProxy.hint : ""))
        case CURLE_PROXY: .connection("the proxy's handshake failed")
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            .connection(systemWords ?? "the answer is incomplete or not HTTP")
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
            .connection("the connection was closed before the answer was complete")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .connection("the answer is not HTTP")
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: .connection("the server aborted the request (HTTP/2)")
        case CURLE_URL_MALFORMAT: .connection("the URL is not valid")
        default: .connection("the connection failed (libcurl error \(code.rawValue))")
        }
    }
}

extension Transfer {
    /// Why a certificate is not trusted.
    private var distrust: String {
        // libcurl checks the name after the chain. Then the result is 0 or 1, which a failed check of the chain never
        // returns.
        let result = unsafe ccurl_long(handle, CURLINFO_SSL_VERIFYRESULT)
        return 0...1 ~= result
            ? "its certificate is for another host name"
            : "its certificate is not signed by a trusted authority"
    }

    /// The system's description of the error that ended the connection; nil if it was not a system error.
    private var systemWords: String? {
        let number = unsafe ccurl_long(handle, CURLINFO_OS_ERRNO)
        return number > 0 ? SystemError(Int32(number)).description : nil
    }
}

/// The callback that libcurl calls with a part of the body.
private func takeBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Returning another number than the number of bytes ends the transfer.
    return unsafe transfer.take(piece) ? piece.count : 0
}

/// A list of request headers, owned by libcurl.
@safe
struct HeaderList: ~Copyable {
    let first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { unsafe list = ccurl_list_append(list, line) }
        unsafe first = list
    }

    deinit { unsafe ccurl_list_free(first) }
}
