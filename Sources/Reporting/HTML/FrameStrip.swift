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

    let classifier: String
    let cells: [Cell]
    let framesPerCell: Int
    let frames: Int
    let defective: Int
    /// The number of frames with a true verdict.
    let verdicts: Int
    /// The highest score, and the first frame that has it.
    let highest: (score: Double, frame: Int, label: Int64?)?

    init(_ series: LegalSeries, _ all: [LegalFrame], _ policy: Policy) {
        let classifier = String(series.classifier)
        self.classifier = PageText.short(classifier)
        frames = series.frames.count
        defective = series.defective
        framesPerCell = max(1, (frames + Self.cellsShown - 1) / Self.cellsShown)
        let background = policy.backgroundLabels(of: classifier)
        var cells: [Cell] = []
        cells.reserveCapacity(frames / framesPerCell + 1)
        var verdicts = 0, highest: (score: Double, frame: Int, label: Int64?)?
        for (index, place) in series.frames.enumerated() {
            if index % framesPerCell == 0 { cells.append(Cell()) }
            let frame = all[place]
            let verdict = frame.verdict == true
            if verdict { verdicts += 1 }
            cells[cells.count - 1].verdict = cells[cells.count - 1].verdict || verdict
            guard let score = frame.score(background: background) else { continue }
            if score > highest?.score ?? -1 { highest = (score, index, frame.label) }
            cells[cells.count - 1].shade = max(cells[cells.count - 1].shade ?? 0, Self.shade(of: score))
        }
        self.cells = cells
        self.verdicts = verdicts
        self.highest = highest
    }

    /// The lower limits of the shades from 2.
    static let shadesFrom = [0.25, 0.5, 0.75, 0.9]

    private static func shade(of score: Double) -> UInt8 {
        score == 0 ? 0 : 1 + UInt8(shadesFrom.count { score >= $0 })
    }
}
