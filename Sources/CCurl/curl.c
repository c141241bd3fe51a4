#define CURL_DISABLE_TYPECHECK
#include "ccurl.h"
#include <dlfcn.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define FUNCTIONS(F)                                                                                                    \
    F(global_init) F(multi_init) F(multi_cleanup) F(multi_setopt) F(multi_add_handle) F(multi_remove_handle)             \
    F(multi_perform) F(multi_poll) F(multi_wakeup) F(multi_info_read) F(easy_init) F(easy_cleanup) F(easy_setopt)        \
    F(easy_getinfo) F(easy_header) F(slist_append) F(slist_free_all)

#define DECLARE(name) static __typeof__(&curl_##name) name;
FUNCTIONS(DECLARE)

const char *ccurl_load(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) return dlerror();
#define LOAD(name) if (!(name = (__typeof__(name))dlsym(library, "curl_" #name))) return dlerror();
    FUNCTIONS(LOAD)
    return global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? NULL : "libcurl cannot be initialized";
}

CURLM *ccurl_multi_init(void) { return multi_init(); }
void ccurl_multi_cleanup(CURLM *multi) { multi_cleanup(multi); }
void ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) { multi_setopt(multi, option, value); }
CURLMcode ccurl_multi_add(CURLM *multi, CURL *easy) { return multi_add_handle(multi, easy); }
void ccurl_multi_remove(CURLM *multi, CURL *easy) { multi_remove_handle(multi, easy); }
void ccurl_multi_perform(CURLM *multi) { multi_perform(multi, &(int){0}); }
void ccurl_multi_wait(CURLM *multi, int milliseconds) { multi_poll(multi, NULL, 0, milliseconds, NULL); }
void ccurl_multi_wakeup(CURLM *multi) { multi_wakeup(multi); }

void *ccurl_finished(CURLM *multi, CURLcode *result) {
    CURLMsg *message;
    do message = multi_info_read(multi, &(int){0});
    while (message && message->msg != CURLMSG_DONE);
    void *context = NULL;
    if (message) {
        *result = message->data.result;
        easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
    }
    return context;
}

CURL *ccurl_easy_init(void) { return easy_init(); }
void ccurl_easy_cleanup(CURL *easy) { easy_cleanup(easy); }
void ccurl_set_long(CURL *easy, CURLoption option, long value) { easy_setopt(easy, option, value); }
void ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) { easy_setopt(easy, option, value); }
void ccurl_set_text(CURL *easy, CURLoption option, const char *value) { easy_setopt(easy, option, value); }
void ccurl_set_headers(CURL *easy, struct curl_slist *headers) { easy_setopt(easy, CURLOPT_HTTPHEADER, headers); }
void ccurl_set_sink(CURL *easy, ccurl_sink sink, void *context) {
    easy_setopt(easy, CURLOPT_WRITEFUNCTION, sink);
    easy_setopt(easy, CURLOPT_WRITEDATA, context);
    easy_setopt(easy, CURLOPT_PRIVATE, context);
}

long ccurl_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
curl_off_t ccurl_announced(CURL *easy) {
    curl_off_t length = -1;
    return easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length) == CURLE_OK ? length : -1;
}
const char *ccurl_header(CURL *easy, const char *name) {
    struct curl_header *found = NULL;
    return easy_header(easy, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value : NULL;
}

struct curl_slist *ccurl_list_append(struct curl_slist *list, const char *line) { return slist_append(list, line); }
void ccurl_list_free(struct curl_slist *list) { slist_free_all(list); }
