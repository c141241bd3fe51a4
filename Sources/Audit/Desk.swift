import Evidence
import Intake
import Policies
import Reporting
import Responses

/// A worker's place: takes one batch from its bytes to report rows and counts. Reused from batch to batch, so that a
/// run in steady state allocates nothing per response.
struct Desk: ~Copyable {
    let batch = ResponseBatch()
    /// The rows of the batch, for every file of the report.
    private(set) var pages: Pages
    private(set) var tally: Tally
    /// The batch's generations in input order, nil for one without an id; none where duplicates are allowed.
    private(set) var keys: [GenerationKey?] = []

    private let style: ReportStyle
    private let allowsDuplicates: Bool
    private var flattener = ResponseFlattener()
    private var evaluator: Evaluator
    private var judgement = Judgement()
    /// The labels of the batch's legal frames.
    private var labels = LabelCounts()

    /// Signals a desk remembers from batch to batch. More than that come only from made-up names.
    private static let signalsKept = 20_000

    init(_ request: ScanRequest) {
        style = request.style
        allowsDuplicates = request.allowsDuplicates
        pages = Pages(style: request.style)
        tally = Tally(rules: request.policy.rules.count)
        evaluator = Evaluator(request.policy)
    }

    /// Judges the batch. Depends on nothing but the batch, the policy and `duplicates`: the ordinals, among the
    /// batch's generations, of those that came before in the run.
    mutating func examine(skipping duplicates: Set<Int> = []) {
        if flattener.signals.signals.count > Self.signalsKept {
            flattener = ResponseFlattener()
            evaluator = Evaluator(evaluator.policy)
        }
        pages.clear()
        tally = Tally(rules: evaluator.policy.rules.count)
        keys.removeAll(keepingCapacity: true)
        evaluator.clearCensus()
        labels.removeAll()
        for frame in batch.frames { examine(frame, duplicates) }
    }

    /// What was seen of each signal in the batch, by name.
    func eachSignal(_ body: (Signal, SignalCensus) -> Void) {
        for (index, census) in evaluator.census.enumerated() where census != SignalCensus() {
            body(flattener.signals[SignalID(index)], census)
        }
    }

    /// What was seen of each label in the batch, by its classifier's name.
    func eachLabel(_ body: (_ classifier: String, _ label: Int64, LabelCensus) -> Void) {
        labels.forEach { signal, label, census in
            if case .legal(let classifier) = flattener.signals[signal].origin {
                body(classifier, label, census)
            }
        }
    }

    /// Says which generations the report's page still has room for; what the page shows doesn't depend on it.
    mutating func setRoom(_ room: PageRoom) { pages.room = room }

    private mutating func examine(_ frame: Frame, _ duplicates: Set<Int>) {
        let place = TextPlace(path: batch.path(of: frame), line: frame.line, byteOffset: frame.byteOffset)
        if let trouble = frame.trouble { return addUnreadable(trouble.description, place) }
        let bytes = unsafe UnsafeRawBufferPointer(batch.bytes(of: frame))
        do throws(UnreadableText) {
            try unsafe flattener.flatten(bytes)
            unsafe judge(bytes, place, duplicates)
        } catch {
            unsafe examinePieces(of: bytes, frame, place, duplicates, error)
        }
    }

    /// A frame that is not one text may hold several, and a broken one must cost no neighbour.
    private mutating func examinePieces(
        of frame: UnsafeRawBufferPointer, _ description: Frame, _ place: TextPlace, _ duplicates: Set<Int>,
        _ error: UnreadableText
    ) {
        var splitter = TextSplitter(indentation: description.indentation)
        while let piece = unsafe splitter.next(in: batch.bytes(of: description).span) {
            let start = TextPlace(
                path: place.path, line: place.line + piece.line, byteOffset: place.byteOffset + piece.start)
            guard piece.range != 0..<frame.count else { return addUnreadable(error.reason, start) }
            guard piece.kind != .rest else { return addUnreadable(Self.tooManyTexts, start) }
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: frame[piece.range])
            do throws(UnreadableText) {
                try unsafe flattener.flatten(bytes)
                unsafe judge(bytes, start, duplicates)
            } catch {
                addUnreadable(error.reason, start)
            }
        }
    }

    private static let tooManyTexts =
        "more than \(TextSplitter.pieceLimit) texts run into one another; the rest was not read"

    private mutating func addUnreadable(_ reason: String, _ place: TextPlace) {
        tally.responses += 1
        tally.unaudited[.unreadable] += 1
        pages.addUnreadable(reason: reason, place: place)
    }

    /// The records of one text, judged and written.
    private mutating func judge(_ text: UnsafeRawBufferPointer, _ place: TextPlace, _ duplicates: Set<Int>) {
        var evidence: String?
        if let capture = flattener.records.capture {
            evidence = unsafe Self.digest(of: capture, in: text)
            if evidence == nil { return addUnreadable("digest", place) }
        }
        tally.responses += flattener.records.responses
        tally.tasks += flattener.records.tasks.count
        for index in flattener.records.generations.indices {
            let generation = flattener.records.generations[index]
            if !allowsDuplicates { keys.append(generation.id.map(GenerationKey.init)) }
            if !duplicates.isEmpty, duplicates.contains(keys.count - 1) {
                tally.duplicates += 1
                pages.addDuplicate(generation: index, of: flattener.records, place: place)
                continue
            }
            evaluator.judge(index, of: flattener.records, signals: flattener.signals, into: &judgement)
            tally.add(judgement, of: evaluator.policy)
            labels.add(generation, of: flattener.records, signals: flattener.signals)
            addUnrecognised(of: generation)
            if judgement.decision != .clear {
                let digest = unsafe evidence ?? SHA256Digest.hex(of: text)
                evidence = digest
                pages.list(
                    generation: index, of: flattener.records, judgement: judgement, signals: flattener.signals,
                    evaluator: evaluator, place: place, evidence: digest)
            } else {
                if judgement.agreement == .platformOnly {
                    pages.noteDisagreement(generation: index, of: flattener.records, place: place)
                }
                if style.scores == .all {
                    pages.addScores(generation: index, of: flattener.records, signals: flattener.signals)
                }
            }
        }
        for item in flattener.records.unaudited {
            tally.unaudited[item.kind] += 1
            pages.addUnaudited(item, place: place)
        }
    }

    /// The digest of a capture's answer; nil where it is not the one that the capture gives.
    private static func digest(of capture: Capture, in text: UnsafeRawBufferPointer) -> String? {
        guard let response = unsafe capture.response(in: text), let given = capture.sha256 else { return nil }
        let digest = unsafe SHA256Digest.hex(of: response)
        return String(given) == digest ? digest : nil
    }

    private mutating func addUnrecognised(of generation: GenerationRecord) {
        var paths: Set<String> = []
        for item in flattener.records.unrecognised[generation.unrecognised]
        where paths.insert(item.path).inserted {
            tally.unrecognised[item.path, default: 0] += 1
        }
    }
}
