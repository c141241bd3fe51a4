import Digests
import Intake
import Policies
import Reporting
import Responses
import Utilities

/// Judges a batch and renders its report rows and counts, in parts if these are large. It is reused for many
/// batches, so that a run in steady state allocates nothing per response.
struct BatchAuditor: ~Copyable {
    let batch = ResponseBatch()
    /// The rows of the last part, for every file of the report; `counts` and `occurrences` are also of that part.
    var rows: BatchRows
    private(set) var counts: BatchCounts
    /// The part's generations in input order, nil for a generation without a valid ID; empty if no IDs are needed: if
    /// duplicates are allowed and nothing is compared.
    private(set) var occurrences: [Occurrence?] = []
    /// The IDs of the part's tasks that have a final answer; an ID may repeat. Empty if duplicates are allowed.
    private(set) var finishedTasks: [IDKey] = []

    private let style: ReportStyle
    private let allowsDuplicates: Bool
    private let needsIDs: Bool
    private let keying: IDKeying
    private let partRoom: Int
    private(set) var flattener = ResponseFlattener()
    private(set) var evaluator: Evaluator
    private(set) var judgement = Judgement()
    /// What receives the judged generations; nil in a scan, which lists them in `rows`.
    var consumer: (any GenerationConsumer)?
    /// The labels of the part's legal frames.
    private(set) var labels = LabelCounts()
    private var cursor = TextCursor()
    /// The range of the last part in the batch.
    private var part = (start: TextCursor(), steps: 0)

    init(_ request: ScanRequest, consumer: (any GenerationConsumer)? = nil) {
        self.consumer = consumer
        style = request.style
        allowsDuplicates = request.allowsDuplicates
        needsIDs = !request.allowsDuplicates || request.previous != nil || request.isPart
        keying = request.keying
        partRoom = request.partRoom
        rows = BatchRows(style: request.style)
        counts = BatchCounts(rules: request.policy.rules.count)
        evaluator = Evaluator(request.policy)
    }

    /// Judges the batch, or as much of it as gives rows of `partRoom` bytes; `examineNextPart` continues. The
    /// result depends only on the batch and the policy.
    mutating func examine() {
        cursor = TextCursor()
        examineNextPart()
    }

    /// Judges the rest of the batch, or its next part.
    /// - Returns: False if nothing was left.
    @discardableResult
    mutating func examineNextPart() -> Bool {
        guard cursor.framed < batch.texts.count else { return false }
        part = (cursor, steps: 0)
        beginPart()
        while canStep, rows.count < partRoom {
            step()
            part.steps += 1
        }
        return true
    }

    /// Judges the same part again without its duplicates, and numbers its revisions.
    /// - Parameter repeats: By ordinal among the part's generations.
    mutating func examine(knowing repeats: [Int: Repeat]) {
        cursor = part.start
        beginPart()
        for _ in 0..<part.steps where canStep { step(knowing: repeats) }
    }

    private var canStep: Bool { cursor.framed < batch.texts.count && !Interruption.isRequested }

    private mutating func beginPart() {
        consumer?.beginPart(hasNewSignals: flattener.hasManyNames)
        if flattener.hasManyNames {
            flattener = ResponseFlattener()
            evaluator = Evaluator(evaluator.policy)
        }
        rows.clear()
        counts.clear()
        occurrences.removeAll(keepingCapacity: true)
        finishedTasks.removeAll(keepingCapacity: true)
        evaluator.clearCensus()
        labels.removeAll()
        resume()
    }

    /// A text that the previous part left unfinished; the records may belong to another text now.
    private mutating func resume() {
        guard let text = cursor.text else { return }
        do throws(UnreadableText) {
            try flattener.flatten(bytes(of: text))
        } catch {
            addUnreadable(error, text.range, text.place)
            cursor.endText()
        }
    }

    /// Sets which generations the page can still list. The content of the page does not depend on it.
    mutating func setCutoffs(_ cutoffs: ListingCutoffs) { rows.cutoffs = cutoffs }

    /// Judges one generation, or moves to the next text.
    private mutating func step(knowing repeats: [Int: Repeat] = [:]) {
        if let text = cursor.text { return judgeNext(of: text, repeats) }
        let framed = batch.texts[cursor.framed]
        let place = TextPlace(path: batch.path(of: framed), line: framed.line, byteOffset: framed.byteOffset)
        if let fault = cursor.splitting?.fault { return openPiece(of: framed, place, fault) }
        if let failure = framed.failure {
            addUnreadable(failure.description, place)
            return cursor.endFrame()
        }
        do throws(UnreadableText) {
            try open(TextCursor.OpenText(range: 0..<framed.range.count, place: place))
        } catch {
            // The framed text may hold several texts, and a broken one must not affect the others.
            cursor.splitting = (TextSplitter(indentation: framed.indentation), error)
        }
    }

    /// The next text of a framed text that is not one JSON text.
    private mutating func openPiece(of framed: FramedText, _ place: TextPlace, _ fault: UnreadableText) {
        guard let piece = cursor.splitting?.splitter.next(in: batch.text(of: framed)) else {
            return cursor.endFrame()
        }
        let start = TextPlace(
            path: place.path, line: place.line + piece.line, byteOffset: place.byteOffset + piece.start)
        guard piece.range != 0..<framed.range.count else {
            addUnreadable(fault, piece.range, start)
            return cursor.endFrame()
        }
        do throws(UnreadableText) {
            try open(TextCursor.OpenText(range: piece.range, place: start))
        } catch {
            addUnreadable(error, piece.range, start)
        }
    }

    private mutating func open(_ text: TextCursor.OpenText) throws(UnreadableText) {
        try flattener.flatten(bytes(of: text))
        cursor.text = text
        if flattener.records.capture != nil {
            guard let digest = flattener.records.evidence(in: bytes(of: text)) else {
                addUnreadable("digest", text.place, taskID: flattener.records.taskID)
                return cursor.endText()
            }
            cursor.text?.evidence = digest
        }
        counts.responses += flattener.records.responses
        counts.add(flattener.records.tasks)
    }

    /// The bytes of a text within the current framed text.
    func bytes(of text: TextCursor.OpenText) -> BorrowedText {
        batch.text(of: batch.texts[cursor.framed]).slice(text.range)
    }

    private mutating func addUnreadable(_ fault: UnreadableText, _ range: Range<Int>, _ place: TextPlace) {
        let framed = batch.texts[cursor.framed]
        let text = batch.text(of: framed)
        let reason = UnreadableReason.words(
            fault, of: range, in: text, line: place.line, indentation: framed.indentation)
        addUnreadable(reason, place, taskID: Capture.taskID(inBroken: text.slice(range)))
    }

    private mutating func addUnreadable(_ reason: String, _ place: TextPlace, taskID: BorrowedText? = nil) {
        var reason = reason
        if place.byteOffset == 0, cursor.framed < batch.texts.count,
            let words = MistakenFile.words(of: batch.text(of: batch.texts[cursor.framed]))
        {
            reason += ": \(words)"
        }
        counts.responses += 1
        counts.unaudited[.unreadable] += 1
        rows.addUnreadable(reason: reason, place: place, taskID: taskID)
    }

    private mutating func judgeNext(of text: TextCursor.OpenText, _ repeats: [Int: Repeat]) {
        let unaudited = flattener.records.unaudited
        if text.unauditedDone < unaudited.count,
            unaudited[text.unauditedDone].generationsBefore <= text.generationsDone
        {
            let item = unaudited[text.unauditedDone]
            counts.add(item, of: flattener.records)
            let task = allowsDuplicates ? nil : item.taskID?.key(keying)
            if item.kind == .rejected, !allowsDuplicates {
                item.addFinishedTask(to: &finishedTasks, keying)
            }
            rows.addUnaudited(item, task: task, place: text.place)
            cursor.text?.unauditedDone += 1
        } else if text.generationsDone < flattener.records.generations.count {
            judge(generation: text.generationsDone, of: text, repeats)
            cursor.text?.generationsDone += 1
        } else {
            cursor.endText()
        }
    }

    private mutating func judge(
        generation index: Int, of text: TextCursor.OpenText, _ repeats: [Int: Repeat]
    ) {
        let generation = flattener.records.generations[index]
        if !allowsDuplicates {
            flattener.records.addFinishedTask(of: index, to: &finishedTasks, keying)
        }
        var revision: Int?
        switch repeats.isEmpty ? nil : repeats[occurrences.count] {
        case .duplicate:
            occurrences.append(nil)
            counts.duplicates += 1
            return rows.addDuplicate(generation: index, of: flattener.records, place: text.place)
        case .revision(let number):
            revision = number
            counts.revisions += 1
        case nil: break
        }
        evaluator.judge(index, of: flattener.records, signals: flattener.signals, into: &judgement)
        if needsIDs {
            occurrences.append(
                generation.id?.key(keying).map { Occurrence(key: $0, outcome: judgement.outcome) })
        }
        counts.add(judgement, of: evaluator.policy, hasDefects: !generation.defects.isEmpty)
        labels.add(generation, of: flattener.records, signals: flattener.signals)
        counts.addUnrecognised(flattener.records.unrecognised[generation.unrecognised])
        if consumer != nil { return consume(index, of: text, revision: revision) }
        if judgement.decision != .clear {
            let evidence = text.evidence ?? SHA256Digest.hex(of: bytes(of: text))
            cursor.text?.evidence = evidence
            rows.roomOfText = text.roomOfRows
            rows.list(
                generation: index, of: flattener.records, judgement: judgement, signals: flattener.signals,
                evaluator: evaluator, place: text.place, evidence: evidence, revision: revision)
            cursor.text?.roomOfRows = rows.roomOfText
        } else {
            if judgement.agreement == .platformOnly {
                rows.noteDisagreement(generation: index, of: flattener.records, place: text.place)
            }
            if style.scores == .all {
                rows.addScores(generation: index, of: flattener.records, signals: flattener.signals)
            }
        }
    }
}
