// libcurl with typed setters and getters: Swift does not import variadic functions.
#pragma once
#include <curl/curl.h>

/// Takes `size * count` bytes of a body. Any return value other than that number ends the transfer.
typedef size_t (*ccurl_sink)(char *bytes, size_t size, size_t count, void *context);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value);
/// Copies the text. NULL clears the option.
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
/// Does not copy the list, which must outlive the handle.
CURLcode ccurl_set_headers(CURL *easy, struct curl_slist *headers);
/// The sink of the body; `context` is also what ccurl_finished returns.
CURLcode ccurl_set_sink(CURL *easy, ccurl_sink sink, void *context);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);

/// The value of an information that is a `long`, or 0.
long ccurl_long(CURL *easy, CURLINFO info);
/// The length that the answer announces, in bytes; -1 without one.
curl_off_t ccurl_announced(CURL *easy);
/// The context of a transfer that is over, with its result; NULL where there is none.
void *ccurl_finished(CURLM *multi, CURLcode *result);
