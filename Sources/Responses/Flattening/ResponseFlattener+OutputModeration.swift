/// `output_moderation_result`: filters with their category scores, flags, risk level and under-18 mapping.
extension ResponseFlattener {
    mutating func flattenOutputModeration(
        _ block: JSONValue, into generation: inout GenerationRecord, _ depth: Int
    ) {
        pointer.push(.field(.outputModerationResult))
        defer { pointer.pop() }
        let map = FieldMap(block, like: &shapes.output)
        if map.hasOthers(than: Self.outputFields) { noteOthers(in: block, than: Self.outputFields, depth) }
        let isFlagged = boolean(.isFlagged, in: map), isTerminal = boolean(.isTerminal, in: map)
        let riskLevel = number(.riskLevel, in: map), type = text(.type, in: map)
        give(.outputIsFlagged, isFlagged)
        give(.outputIsTerminal, isTerminal)
        give(.outputRiskLevel, riskLevel)
        give(.outputType, type)
        generation.outputIsFlagged = isFlagged.value
        generation.outputIsTerminal = isTerminal.value
        generation.outputRiskLevel = riskLevel.value
        generation.outputType = type.value
        noteUnrecognised(.rewriteResults, in: map, from: depth)
        switch given(object: .mapperMetadata, in: map) {
        case .absent: break
        case .defective: giveDefectiveMapper()
        case .value(let mappers): flattenMappers(mappers, into: &generation, depth)
        }
        switch given(object: .filterResults, in: map) {
        case .absent: break
        case .defective:
            let (scores, types) = signals.unusableFilters()
            addReading(scores, .missing)
            addReading(types, .missing)
        case .value(let filters):
            pointer.push(.field(.filterResults))
            for (filter, result) in JSONMembers(of: filters) where !hasTooManyNames {
                flattenFilter(filter, result, depth)
            }
            pointer.pop()
        }
    }

    /// Adds a missing reading for the scores of a filter or scope with an unusable block.
    private mutating func addUnusable(_ branch: Int) {
        let scores = signals.unusable(branch)
        if isFirst(scores) { addReading(scores, .missing) }
    }

    /// Adds missing readings for the signals of an unusable block.
    mutating func giveDefectiveOutput() {
        give(.outputIsFlagged, FieldValue<Bool>.defective)
        give(.outputIsTerminal, FieldValue<Bool>.defective)
        give(.outputRiskLevel, FieldValue<Double>.defective)
        give(.outputType, FieldValue<BorrowedText>.defective)
        giveDefectiveMapper()
    }

    private mutating func giveDefectiveMapper() {
        give(.u18IsChild, FieldValue<Bool>.defective)
        give(.u18IsRealistic, FieldValue<Bool>.defective)
    }

    private mutating func flattenMappers(
        _ mappers: JSONValue, into generation: inout GenerationRecord, _ depth: Int
    ) {
        pointer.push(.field(.mapperMetadata))
        defer { pointer.pop() }
        let map = FieldMap(mappers, like: &shapes.mappers)
        if map.hasOthers(than: Self.mapperFields) { noteOthers(in: mappers, than: Self.mapperFields, depth) }
        let block: JSONValue
        switch given(object: .u18, in: map) {
        case .absent: return
        case .defective: return giveDefectiveMapper()
        case .value(let value): block = value
        }
        pointer.push(.field(.u18))
        defer { pointer.pop() }
        let u18 = FieldMap(block, like: &shapes.u18)
        if u18.hasOthers(than: Self.u18Fields) { noteOthers(in: block, than: Self.u18Fields, depth) }
        let isChild = boolean(.isChild, in: u18), isRealistic = boolean(.isRealistic, in: u18)
        give(.u18IsChild, isChild)
        give(.u18IsRealistic, isRealistic)
        generation.u18IsChild = isChild.value
        generation.u18IsRealistic = isRealistic.value
        generation.u18Rationale = text(.rationale, in: u18).value
    }

    private mutating func flattenFilter(_ name: BorrowedText, _ result: JSONValue, _ depth: Int) {
        let (branch, type) = signals.filter(name)
        let isFirst = isFirst(type)
        _ = self.isFirst(branch: branch)
        if !isFirst {
            addDefect(at: .name(name), "given twice")
            invalidate(type)
            invalidate(branch: branch)
        }
        guard result.is(.object) else {
            if result.is(.null) { return }
            if isFirst {
                addDefect(at: .name(name), "expected an object, found \(Self.kindName(of: result))")
                addReading(type, .missing)
            }
            return addUnusable(branch)
        }
        pointer.push(.name(name))
        defer { pointer.pop() }
        let map = FieldMap(result, like: &shapes.filter)
        if map.hasOthers(than: Self.filterFields) { noteOthers(in: result, than: Self.filterFields, depth) }
        if isFirst {
            let given = text(.type, in: map)
            give(type, given)
            records.filters.append(
                FilterResult(filter: name, type: given.value, reason: text(.reason, in: map).value))
        }
        checkList(.labels, in: map)
        checkList(.flaggedIndices, in: map)
        let metadata: JSONValue
        switch given(object: .metadata, in: map) {
        case .absent: return
        case .defective: return addUnusable(branch)
        case .value(let value): metadata = value
        }
        pointer.push(.field(.metadata))
        for (scope, categories) in JSONMembers(of: metadata) where !hasTooManyNames {
            let branch = signals.scope(scope, of: branch)
            if !self.isFirst(branch: branch), isFirst {
                addDefect(at: .name(scope), "given twice")
                invalidate(branch: branch)
            }
            guard categories.is(.object) else {
                if !categories.is(.null) {
                    addDefect(at: .name(scope), "expected an object, found \(Self.kindName(of: categories))")
                    addUnusable(branch)
                }
                continue
            }
            flattenCategories(categories, of: branch, scope)
        }
        pointer.pop()
    }

    /// Adds a defect if the field is not a list. The elements are not read.
    private mutating func checkList(_ field: Field, in map: borrowing FieldMap) {
        _ = given(field, in: map, expected: "a list") { $0.is(.array) ? true : nil }
    }

    private mutating func flattenCategories(_ categories: JSONValue, of branch: Int, _ scope: BorrowedText) {
        var previous = branch
        for (category, value) in JSONMembers(of: categories) where !hasTooManyNames {
            let signal = signals.category(category, of: branch, after: &previous)
            if let score = value.number, 0...1 ~= score, isFirst(signal) {
                addReading(signal, .present, number: score)
            } else {
                addUnusual(category, value, signal, scope)
            }
        }
    }

    private mutating func addUnusual(
        _ category: BorrowedText, _ value: JSONValue, _ signal: SignalID, _ scope: BorrowedText
    ) {
        pointer.push(.name(scope))
        defer { pointer.pop() }
        let isSound = value.number.map { 0...1 ~= $0 } == true
        // If the score is sound, the caller has already found a duplicate with `isFirst`.
        guard !isSound, isFirst(signal) else {
            addDefect(at: .name(category), "given twice")
            return invalidate(signal)
        }
        if let number = value.number {
            addDefect(at: .name(category), "\(number) is not in 0…1")
        } else if !value.is(.null) {
            addDefect(at: .name(category), "expected a number, found \(Self.kindName(of: value))")
        }
        addReading(signal, .missing)
    }

    private static let outputFields: FieldSet = [
        .filterResults, .isFlagged, .isTerminal, .mapperMetadata, .originalPrompt, .rewriteResults, .riskLevel,
        .type,
    ]
    private static let mapperFields: FieldSet = [.u18]
    private static let u18Fields: FieldSet = [.isChild, .isRealistic, .rationale]
    private static let filterFields: FieldSet = [.flaggedIndices, .labels, .metadata, .reason, .type]
}
