/// Moderation content that the contract's table does not name.
extension ResponseFlattener {
    /// Counts content that is there and not empty.
    mutating func noteUnrecognised(_ value: JSONValue, at step: JSONPointer.Step, from depth: Int) {
        guard !value.is(.null), !((value.is(.object) || value.is(.array)) && value.isEmpty) else { return }
        if case .name(let name) = step, name.count > Self.longestName {
            longKey = name.count
            return endNames()
        }
        records.unrecognised.append(Unrecognised(path: pointer.text(from: depth, step)))
    }

    /// The same of a field; one that is given twice says two things, of which one may be something.
    mutating func noteUnrecognised(_ field: Field, in map: borrowing FieldMap, from depth: Int) {
        if let value = map[field] {
            noteUnrecognised(value, at: .field(field), from: depth)
        } else if map.isTwice(field) {
            addDefect(at: .field(field), "given twice")
            records.unrecognised.append(Unrecognised(path: pointer.text(from: depth, .field(field))))
        }
    }

    /// Members of a block that the contract does not name.
    mutating func noteOthers(in block: JSONValue, than expected: FieldSet, _ depth: Int) {
        for (name, value) in JSONMembers(of: block) where !hasTooManyNames {
            if let field = FieldIndex.shared[name], expected.contains(field) { continue }
            noteUnrecognised(value, at: .name(name), from: depth)
        }
    }

    /// A task or generation has many members that are no moderation; these are, by their names.
    mutating func noteUnknownClassifiers(_ owner: JSONValue, _ depth: Int) {
        for (name, value) in JSONMembers(of: owner)
        where !hasTooManyNames && FieldIndex.shared[name] == nil && name.namesModerationBlock {
            noteUnrecognised(value, at: .name(name), from: depth)
        }
    }

    /// Removes what was noted from `start` on and hands it out, each path behind `owner`.
    mutating func takeUnrecognised(from start: Int, of owner: StaticString) -> [Unrecognised] {
        let taken = records.unrecognised[start...].map { Unrecognised(path: "\(owner)\($0.path)") }
        records.unrecognised.removeSubrange(start...)
        return taken
    }
}
