/// Moderation content that is not in the contract's table.
extension ResponseFlattener {
    /// Adds content that is neither null nor an empty container.
    mutating func noteUnrecognised(_ value: JSONValue, at step: JSONPointer.Step, from depth: Int) {
        guard !value.is(.null), !((value.is(.object) || value.is(.array)) && value.isEmpty) else { return }
        if case .name(let name) = step, name.count > Self.longestName {
            longKey = name.count
            return endNames()
        }
        records.unrecognised.append(Unrecognised(path: pointer.text(from: depth, step)))
    }

    /// Adds the content of a field. A field with a duplicate key counts as content, and is a defect.
    mutating func noteUnrecognised(_ field: Field, in map: borrowing FieldMap, from depth: Int) {
        if let value = map[field] {
            noteUnrecognised(value, at: .field(field), from: depth)
        } else if map.isTwice(field) {
            addDefect(at: .field(field), "given twice")
            records.unrecognised.append(Unrecognised(path: pointer.text(from: depth, .field(field))))
        }
    }

    /// Adds the members of a block that are not in `expected`.
    mutating func noteOthers(in block: JSONValue, than expected: FieldSet, _ depth: Int) {
        for (name, value) in JSONMembers(of: block) where !hasTooManyNames {
            if let field = FieldIndex.shared[name], expected.contains(field) { continue }
            noteUnrecognised(value, at: .name(name), from: depth)
        }
    }

    /// Adds the members of a task or generation that have the name of a moderation block and are not in the contract.
    mutating func noteUnknownClassifiers(_ owner: JSONValue, _ depth: Int) {
        for (name, value) in JSONMembers(of: owner)
        where !hasTooManyNames && FieldIndex.shared[name] == nil && name.namesModerationBlock {
            noteUnrecognised(value, at: .name(name), from: depth)
        }
    }

    /// Removes and returns the unrecognised content from index `start` on, with `owner` before each path.
    mutating func takeUnrecognised(from start: Int, of owner: StaticString) -> [Unrecognised] {
        let taken = records.unrecognised[start...].map { Unrecognised(path: "\(owner)\($0.path)") }
        records.unrecognised.removeSubrange(start...)
        return taken
    }
}
