// Answers GET /sora/v1/videos/ID with a task of that id, some BYTES long, as fast as one thread can: the other side of
// `.ci/bench-pull`. Loopback only, HTTP/1.1 with keep-alive, one request at a time on each connection.
//
//     answer-server BYTES        prints its port, and runs until it is killed
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { CONNECTIONS = 4096, HEAD_LIMIT = 4096, ID_LIMIT = 128 };

// What arrived of a request's head on each descriptor.
static struct { size_t count; char bytes[HEAD_LIMIT + 1]; } heads[CONNECTIONS];

static char *filler;      // the end of every body, from the frames on
static size_t filler_size;

// Frames with scores, as the platform's classifiers give them, up to about `bytes`.
static void make_filler(size_t bytes) {
    filler = malloc(bytes + 1024);
    char *end = filler + sprintf(filler, "\",\"moderation_result\":{\"type\":\"passed\"},\"legal\":{\"ip\":{\"verdict\":false,\"frames\":[");
    for (int frame = 0; (size_t)(end - filler) + 100 < bytes; frame++)
        end += sprintf(end, "%s{\"l\":%d,\"p\":0.%06d,\"v\":false}", frame ? "," : "", 100 + frame % 700, (frame * 7919) % 1000000);
    end += sprintf(end, "]}}}]}}}");
    filler_size = (size_t)(end - filler);
}

static int send_all(int socket, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t count = send(socket, bytes, size, MSG_NOSIGNAL);
        if (count <= 0) return -1;
        bytes += count;
        size -= (size_t)count;
    }
    return 0;
}

// Answers a request with a complete head.
static int answer(int socket, const char *head) {
    static char *response;
    if (!response) response = malloc(filler_size + 2048);
    const char *path = strstr(head, " /");
    const char *end = path ? strchr(path + 2, ' ') : NULL;
    if (!end) return -1;
    const char *id = end;
    while (id > path && id[-1] != '/') id--;
    int length = (int)(end - id);
    if (length < 1 || length > ID_LIMIT) return -1;
    char start[1024];
    int start_size = snprintf(start, sizeof start,
        "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"%.*s\",\"status\":\"succeeded\",\"data\":{\"id\":\"%.*s\","
        "\"status\":\"succeeded\",\"generations\":[{\"id\":\"gen_%.*s", length, id, length, id, length, id);
    int size = sprintf(response, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                       (size_t)start_size + filler_size, start);
    memcpy(response + size, filler, filler_size);
    return send_all(socket, response, (size_t)size + filler_size);
}

// Reads what is there; below 0 where the connection is over.
static int serve(int socket) {
    size_t count = heads[socket].count;
    char *bytes = heads[socket].bytes;
    ssize_t more = recv(socket, bytes + count, HEAD_LIMIT - count, 0);
    if (more <= 0) return -1;
    count += (size_t)more;
    bytes[count] = 0;
    if (count >= 4 && memcmp(bytes + count - 4, "\r\n\r\n", 4) == 0) {
        heads[socket].count = 0;
        return answer(socket, bytes);
    }
    heads[socket].count = count;
    return count < HEAD_LIMIT ? 0 : -1;
}

int main(int argc, char **argv) {
    if (argc != 2) return 64;
    signal(SIGPIPE, SIG_IGN);
    make_filler((size_t)atol(argv[1]));
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 1024)
        || getsockname(listener, (struct sockaddr *)&address, &size)) return 71;
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    int poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[64];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < count; i++) {
            int socket = events[i].data.fd;
            if (socket != listener) {
                if (serve(socket) < 0) close(socket);
                continue;
            }
            socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
            if (socket < 0 || socket >= CONNECTIONS) { if (socket >= 0) close(socket); continue; }
            setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            heads[socket].count = 0;
            event = (struct epoll_event){.events = EPOLLIN, .data.fd = socket};
            epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
        }
    }
}
