/// Items with a moment each, the earliest first: a binary heap.
struct TimedQueue<Item> {
    typealias Instant = ContinuousClock.Instant

    private var heap: [(moment: Instant, item: Item)] = []

    var count: Int { heap.count }
    /// The earliest moment.
    var first: Instant? { heap.first?.moment }

    /// Whether the earliest moment has come.
    func isDue(at now: Instant) -> Bool { first.map { $0 <= now } ?? false }

    mutating func add(_ item: Item, at moment: Instant) {
        heap.append((moment, item))
        var child = heap.count - 1
        while child > 0, heap[child].moment < heap[(child - 1) / 2].moment {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Removes and returns the earliest item if its moment has come.
    mutating func takeDue(at now: Instant) -> Item? {
        guard isDue(at: now) else { return nil }
        heap.swapAt(0, heap.count - 1)
        let taken = heap.removeLast().item
        var parent = 0
        while let child = smallerChild(of: parent), heap[child].moment < heap[parent].moment {
            heap.swapAt(child, parent)
            parent = child
        }
        return taken
    }

    private func smallerChild(of parent: Int) -> Int? {
        let left = 2 * parent + 1
        guard left < heap.count else { return nil }
        return left + 1 < heap.count && heap[left + 1].moment < heap[left].moment ? left + 1 : left
    }
}
