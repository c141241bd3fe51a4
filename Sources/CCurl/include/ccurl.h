// libcurl, loaded when it is first needed, with typed setters and getters: Swift does not import variadic functions.
#pragma once
#include <curl/curl.h>

/// Takes `size * count` bytes of a body. Any return value other than that number ends the transfer.
typedef size_t (*ccurl_sink)(char *bytes, size_t size, size_t count, void *context);

/// Loads libcurl and initialises it. Returns NULL, or why that failed. Every other function needs a call that succeeded.
/// libcurl brings twenty more libraries into the process. Linked, they would double the start-up time of every command.
const char *ccurl_load(void);

CURLM *ccurl_multi_init(void);
void ccurl_multi_cleanup(CURLM *multi);
void ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy);
void ccurl_multi_remove(CURLM *multi, CURL *easy);
void ccurl_multi_perform(CURLM *multi);
void ccurl_multi_wait(CURLM *multi, int milliseconds);
/// Ends a wait from any thread.
void ccurl_multi_wakeup(CURLM *multi);
/// The context of a transfer that is over, with its result; NULL where there is none.
void *ccurl_finished(CURLM *multi, CURLcode *result);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
void ccurl_set_long(CURL *easy, CURLoption option, long value);
void ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value);
/// Copies the text. NULL clears the option.
void ccurl_set_text(CURL *easy, CURLoption option, const char *value);
/// Does not copy the list, which must outlive the handle.
void ccurl_set_headers(CURL *easy, struct curl_slist *headers);
/// The sink of the body; `context` is also what ccurl_finished returns.
void ccurl_set_sink(CURL *easy, ccurl_sink sink, void *context);

/// The value of an information that is a `long`, or 0.
long ccurl_long(CURL *easy, CURLINFO info);
/// The length that the answer announces, in bytes; -1 without one.
curl_off_t ccurl_announced(CURL *easy);
/// The value of the first header with this name in the last answer; NULL without one.
const char *ccurl_header(CURL *easy, const char *name);

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *line);
void ccurl_list_free(struct curl_slist *list);
