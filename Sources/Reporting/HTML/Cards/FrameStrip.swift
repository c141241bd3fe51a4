import Policies
import Responses

/// The sampled frames of one legal classifier, as a row of cells.
struct FrameStrip: Sendable {
    struct Cell: Sendable {
        /// 0 for an exact zero, otherwise 1 to 5; nil without a sound frame.
        var shade: UInt8?
        var verdict = false
    }

    /// The maximum number of frames with one cell each.
    static let cellsShown = 96

    let classifier: BorrowedText
    let cells: [Cell]
    let framesPerCell: Int
    let frames: Int
    let defective: Int
    /// The number of frames with a true verdict.
    let verdicts: Int
    /// The highest score, and the first frame that has it.
    let highest: (score: Double, frame: Int, label: Int64?)?

    init(_ series: LegalSeries, _ all: [LegalFrame], _ policy: Policy) {
        classifier = series.classifier
        frames = series.frames.count
        defective = series.defective
        framesPerCell = max(1, (frames + Self.cellsShown - 1) / Self.cellsShown)
        let background = policy.backgroundLabels(of: String(classifier))
        var cells: [Cell] = []
        cells.reserveCapacity(frames / framesPerCell + 1)
        var verdicts = 0, highest: (score: Double, frame: Int, label: Int64?)?
        for start in stride(from: 0, to: frames, by: framesPerCell) {
            var cell = Cell()
            for index in start..<min(start + framesPerCell, frames) {
                let frame = all[series.frames.lowerBound + index]
                if frame.verdict == true {
                    verdicts += 1
                    cell.verdict = true
                }
                // Without background labels, the score is the probability.
                let score = background.isEmpty ? frame.sound?.probability : frame.score(background: background)
                guard let score else { continue }
                if score > highest?.score ?? -1 { highest = (score, index, frame.label) }
                cell.shade = max(cell.shade ?? 0, Self.shade(of: score))
            }
            cells.append(cell)
        }
        self.cells = cells
        self.verdicts = verdicts
        self.highest = highest
    }

    /// The shade of the cell with the highest score; 0 without a sound frame.
    var darkest: UInt8 { highest.map { Self.shade(of: $0.score) } ?? 0 }

    private static func shade(of score: Double) -> UInt8 {
        switch score {
        case 0: 0
        case ..<0.25: 1
        case ..<0.5: 2
        case ..<0.75: 3
        case ..<0.9: 4
        default: 5
        }
    }
}
