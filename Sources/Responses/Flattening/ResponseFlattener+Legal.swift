/// `legal_classifier_result`: a list of sampled frames for each classifier.
extension ResponseFlattener {
    mutating func flattenLegal(_ block: JSONValue, _ depth: Int) {
        pointer.push(.field(.legalClassifierResult))
        defer { pointer.pop() }
        for (classifier, list) in JSONMembers(of: block) where !hasTooManyNames {
            let (score, verdict) = signals.legal(classifier)
            guard isFirst(score) else {
                addDefect(at: .name(classifier), "given twice")
                invalidate(score)
                invalidate(verdict)
                continue
            }
            guard list.is(.array) else {
                if !list.is(.null) {
                    addDefect(at: .name(classifier), "expected a list, found \(Self.kindName(of: list))")
                }
                addReading(score, .missing)
                addReading(verdict, .missing)
                continue
            }
            let first = records.frames.count
            let (defective, hasTrueVerdict) = flattenFrames(list, of: classifier, depth)
            let frames = first..<records.frames.count
            records.legalSeries.append(
                LegalSeries(
                    classifier: classifier, frames: frames, defective: defective,
                    hasTrueVerdict: hasTrueVerdict))
            let state: SignalReading.State =
                defective == frames.count ? .missing : defective > 0 ? .partial : .present
            addReading(score, state, frames: frames)
            addReading(verdict, state, number: hasTrueVerdict ? 1 : 0, frames: frames)
        }
    }

    /// Returns the number of defective frames, and whether the verdict of any frame is true.
    private mutating func flattenFrames(_ list: JSONValue, of classifier: BorrowedText, _ depth: Int) -> (
        Int, Bool
    ) {
        let first = records.frames.count
        var defective = 0, hasTrueVerdict = false, hasOthers = false
        var elements = JSONElements(of: list)
        while true {
            hasTrueVerdict = records.frames.appendUsualFrames(of: &elements) || hasTrueVerdict
            guard let value = elements.next() else { break }
            // The frames of a classifier have the same members, so unknown members are added once per classifier.
            if !hasOthers, value.is(.object),
                FieldMap(value, like: &shapes.frame).hasOthers(than: Self.frameFields)
            {
                hasOthers = true
                pointer.push(.name(classifier))
                noteOthers(in: value, than: Self.frameFields, depth)
                pointer.pop()
            }
            let frame = unusualFrame(value, at: records.frames.count - first, of: classifier)
            records.frames.append(frame)
            hasTrueVerdict = hasTrueVerdict || frame.verdict == true
            if !frame.isSound { defective += 1 }
        }
        return (defective, hasTrueVerdict)
    }

    private static let frameFields: FieldSet = [.l, .p, .v]

    /// Reads a frame that is defective or has another layout.
    private mutating func unusualFrame(_ value: JSONValue, at index: Int, of classifier: BorrowedText)
        -> LegalFrame
    {
        pointer.push(.name(classifier))
        pointer.push(.index(index))
        defer {
            pointer.pop()
            pointer.pop()
        }
        guard value.is(.object) else {
            addDefect("expected a frame, found \(Self.kindName(of: value))")
            return LegalFrame()
        }
        let map = FieldMap(value, like: &shapes.frame)
        let label = sound(.l, whole(.l, in: map), in: map)
        var probability = sound(.p, number(.p, in: map), in: map)
        let verdict = sound(.v, boolean(.v, in: map), in: map)
        if let given = probability, !(0...1 ~= given) {
            addDefect(at: .field(.p), "\(given) is not in 0…1")
            probability = nil
        }
        return LegalFrame(label: label, probability: probability, verdict: verdict)
    }

    private mutating func sound<Value>(_ field: Field, _ given: FieldValue<Value>, in map: borrowing FieldMap)
        -> Value?
    {
        if case .absent = given {
            if map.has(field) {
                addDefect(at: .field(field), "null")
            } else {
                addDefect("a frame without \(field.name)")
            }
        }
        return given.value
    }
}

extension [LegalFrame] {
    /// Appends the next frames of the usual layout, up to the first other element.
    /// - Returns: Whether the verdict of any of them is true.
    fileprivate mutating func appendUsualFrames(of elements: inout JSONElements) -> Bool {
        var hasTrueVerdict = false
        append(addingCapacity: elements.usualFramesAtMost) { frames in
            while let frame = elements.peeked?.usualFrame, 0...1 ~= frame.probability {
                hasTrueVerdict = hasTrueVerdict || frame.verdict
                frames.append(LegalFrame(frame.label, frame.probability, frame.verdict))
                elements.skipUsualFrame()
            }
        }
        return hasTrueVerdict
    }
}
