/// The text of a policy file, split into lines by YAML's rules.
struct PolicySource {
    let path: String
    let kind: DocumentKind
    /// The text without a byte order mark.
    let scalars: [Unicode.Scalar]
    /// Index of each line's first scalar; never empty.
    private let lineStarts: [Int]

    /// Refuses a file that is not text or is too large.
    init(
        _ bytes: [UInt8], named path: String, kind: DocumentKind = .policy
    ) throws(PolicyErrors) {
        guard bytes.count <= PolicyLimits.bytes else {
            throw Self.refusal(
                path, "the file is too large: a \(kind.noun) has at most \(PolicyLimits.bytes) bytes (1 MiB)")
        }
        guard !bytes.contains(0) else {
            throw Self.refusal(
                path, "\(kind.mismatch): it holds NUL bytes, as binary and UTF-16 files do",
                fixIt: "a \(kind.noun) is YAML text in UTF-8")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.refusal(
                path, line: Self.lineOfFirstInvalidByte(bytes), "this is not UTF-8 text",
                fixIt: "save the file as UTF-8")
        }
        self.path = path
        self.kind = kind
        scalars = Array(
            text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
        )
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where Self.breaksLine(scalar) {
            if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { continue }
            starts.append(index + 1)
        }
        lineStarts = starts
    }

    var lineCount: Int { lineStarts.count }

    /// The text of a line without its break.
    func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : scalars.count
        while end > start, Self.breaksLine(scalars[end - 1]) { end -= 1 }
        return scalars[start..<end]
    }

    /// The nearest position within this text.
    func clamped(_ position: SourcePosition) -> SourcePosition {
        let number = min(max(position.line, 1), lineCount)
        return SourcePosition(line: number, column: min(max(position.column, 1), line(number).count + 1))
    }

    /// Index into `scalars`; nil at the end of the line.
    func index(of position: SourcePosition) -> Int? {
        let line = line(position.line)
        let index = line.startIndex + position.column - 1
        return line.indices.contains(index) ? index : nil
    }

    /// Whether one of the lines holds a key of the file's kind, so that a text that cannot be parsed is meant as such a
    /// file.
    var hasKey: Bool {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let words = String(text)
        return kind.keys.contains { key in
            ["\(key):", "\(key) :", "\(key)\":", "\(key)\" :", "\(key)':"].contains { words.contains($0) }
        }
    }

    /// The first character that YAML does not allow unescaped; such a text cannot be parsed.
    var firstForbidden: SourcePosition? {
        guard
            let index = scalars.firstIndex(where: { scalar in
                switch scalar.value {
                case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...: false
                default: true
                }
            })
        else { return nil }
        let number = (lineStarts.firstIndex { $0 > index } ?? lineStarts.count)
        return SourcePosition(line: number, column: index - lineStarts[number - 1] + 1)
    }

    /// The first line at which the lines that start with `%TAG` exceed `PolicyLimits.tagLines`.
    var firstTagLinePastLimit: Int? {
        var characters = 0
        return (1...lineCount).first { number in
            let line = line(number)
            guard line.starts(with: "%TAG".unicodeScalars) else { return false }
            characters += line.count
            return characters > PolicyLimits.tagLines
        }
    }

    /// The line breaks of YAML 1.1, by which libyaml counts lines.
    private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    private static func refusal(
        _ path: String, line: Int = 1, _ message: String, fixIt: String? = nil
    ) -> PolicyErrors {
        let diagnostic = PolicyDiagnostic(line: line, column: 1, message: message, fixIt: fixIt, excerpt: nil)
        return PolicyErrors(path: path, diagnostics: [diagnostic], omitted: 0)
    }

    private static func lineOfFirstInvalidByte(_ bytes: [UInt8]) -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var line = 1
        while case .valid(let scalar) = parser.parseScalar(from: &rest) {
            if Unicode.UTF8.decode(scalar) == "\n" { line += 1 }
        }
        return line
    }
}
