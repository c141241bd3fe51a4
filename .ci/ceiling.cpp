// The ceiling of .ci/bench: simdjson's DOM parse alone, over the same lines, read the same way.
//     ceiling FILE THREADS ROUNDS
// Prints the seconds of each round. THREADS threads take chunks of the file in turn, read each into a buffer of
// their own, and parse the lines that begin in it; nothing is kept.
#include <simdjson.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

static const size_t chunk = size_t(2) << 20;
/// A line that begins in a chunk may end this far behind it.
static const size_t overhang = size_t(1) << 20;

static size_t read_at(int file, char *into, size_t count, size_t offset) {
    size_t done = 0;
    for (ssize_t got; done < count; done += size_t(got)) {
        got = pread(file, into + done, count - done, off_t(offset + done));
        if (got <= 0) { break; }
    }
    return done;
}

int main(int argc, char **argv) {
    if (argc != 4) { return 64; }
    int file = open(argv[1], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) { perror(argv[1]); return 1; }
    size_t size = size_t(status.st_size);
    for (int round = 0; round < atoi(argv[3]); round++) {
        std::atomic<size_t> next{0}, failed{0};
        auto begin = std::chrono::steady_clock::now();
        auto work = [&] {
            simdjson::dom::parser parser;
            char *text_base = static_cast<char *>(std::aligned_alloc(64, chunk + overhang + 64));
            struct { char *base; char *data() { return base; } } text{text_base};
            for (size_t start; (start = chunk * next++) < size;) {
                // A line begins at the start of the chunk where a line feed stands before it.
                char before = '\n';
                if (start) { read_at(file, &before, 1, start - 1); }
                size_t got = read_at(file, text.data(), chunk + 65536, start);
                const char *at = text.data(), *stop = at + chunk, *end = at + got;
                if (before != '\n') { at = static_cast<const char *>(memchr(at, '\n', got)); at = at ? at + 1 : end; }
                while (at < stop && at < end) {
                    auto *line = static_cast<const char *>(memchr(at, '\n', size_t(end - at)));
                    if (!line && got == chunk + 65536) {
                        got += read_at(file, text.data() + got, overhang - 65536, start + got);
                        end = text.data() + got;
                        continue;
                    }
                    if (!line) { line = end; }
                    if (line > at && parser.parse(at, size_t(line - at), false).error()) { failed++; }
                    at = line + 1;
                }
            }
        };
        std::vector<std::thread> threads;
        for (int thread = 1; thread < atoi(argv[2]); thread++) { threads.emplace_back(work); }
        work();
        for (auto &thread : threads) { thread.join(); }
        std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        printf("%.4f\n", taken.count());
        if (failed) { fprintf(stderr, "%zu lines are not JSON\n", failed.load()); return 1; }
    }
}
