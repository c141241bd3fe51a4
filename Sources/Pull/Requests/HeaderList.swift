import CCurl

/// A list of request headers, owned by libcurl.
@safe
struct HeaderList: ~Copyable {
    let first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { unsafe list = curl_slist_append(list, line) }
        unsafe first = list
    }

    deinit { unsafe curl_slist_free_all(first) }
}
