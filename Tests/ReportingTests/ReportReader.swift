import Foundation
import Glibc
import Synchronization

/// Looks into a report over and over, on a thread of its own, while others are put in its place.
final class ReportReader: Sendable {
    private let path: String
    private let looks = Atomic<Int>(0)
    private let broken = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)
    private let stopped = Atomic<Bool>(false)

    init(path: String) {
        self.path = path
        Thread.detachNewThread { [self] in
            while !stopping.load(ordering: .relaxed) { look() }
            stopped.store(true, ordering: .releasing)
        }
    }

    var seen: Int { looks.load(ordering: .relaxed) }

    /// The looks at which a report lacked a file.
    func stop() -> Int {
        stopping.store(true, ordering: .relaxed)
        while !stopped.load(ordering: .acquiring) { usleep(100) }
        return broken.load(ordering: .relaxed)
    }

    private func look() {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        var sound = descriptor >= 0
        for name in ["summary.json", "generations.json", "findings.csv"]
        where unsafe faccessat(descriptor, name, F_OK, 0) != 0 {
            // Removed since it was opened: then it is the report no longer, and that is no fault.
            var own = stat()
            var current = stat()
            unsafe fstat(descriptor, &own)
            if unsafe stat(path, &current) != 0 || own.st_ino == current.st_ino { sound = false }
        }
        if !sound { broken.add(1, ordering: .relaxed) }
        looks.add(1, ordering: .relaxed)
    }
}
