/// The smallest elements of a sequence of any length, in memory for `capacity` of them.
package struct SmallestElements<Element: Comparable> {
    /// The most elements that are kept.
    package let capacity: Int
    /// A binary heap: no element is smaller than its children, so the greatest one is the first.
    private var heap: [Element] = []

    /// Without elements.
    /// - Parameter capacity: The most elements to keep, at least 0.
    package init(capacity: Int) { self.capacity = capacity }

    /// Offers an element. It is kept while fewer than `capacity` smaller ones were offered.
    package mutating func offer(_ element: Element) {
        if heap.count < capacity {
            heap.append(element)
            rise(heap.count - 1)
        } else if let greatest = heap.first, element < greatest {
            heap[0] = element
            sink()
        }
    }

    /// Whether `offer` would keep the element.
    package func wouldKeep(_ element: Element) -> Bool {
        guard heap.count == capacity else { return true }
        return heap.first.map { element < $0 } ?? false
    }

    /// The greatest kept element, once `capacity` elements are kept; nil before, and of a capacity of 0.
    package var limit: Element? { heap.count == capacity ? heap.first : nil }

    /// Removes all elements and keeps the storage.
    package mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

    /// The kept elements in any order.
    package var elements: [Element] { heap }

    /// The kept elements, the smallest first.
    package var sorted: [Element] { heap.sorted() }

    private mutating func rise(_ start: Int) {
        var index = start
        while index > 0, heap[(index - 1) / 2] < heap[index] {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func sink() {
        var index = 0
        while 2 * index + 1 < heap.count {
            var child = 2 * index + 1
            if child + 1 < heap.count, heap[child] < heap[child + 1] { child += 1 }
            guard heap[index] < heap[child] else { return }
            heap.swapAt(index, child)
            index = child
        }
    }
}

extension SmallestElements: Sendable where Element: Sendable {}
