/// The generations of a report, or the questions of a sample, that rows of sheets name.
struct ReviewSubjects: Sendable {
    /// A generation of a report, or a question of a sample.
    struct Subject: Sendable {
        var key: String
        /// The generation's id.
        var id: String
        /// Whether a finding that decides is critical.
        var isCritical = false
        /// The index of the facts in `facts`; -1 unless a row decides.
        fileprivate(set) var facts = -1
    }

    private(set) var subjects: [Subject] = []
    /// Lines with the facts of subjects, and without a decision.
    private var facts: [LedgerLine] = []
    private var byKey: [String: Int] = [:]
    /// The first subject of an id in the form that is compared, and the number of its subjects.
    private var byID: [String: (first: Int, count: Int)] = [:]

    /// Adds a subject, unless one has its key.
    /// - Parameters:
    ///   - id: The id in the form that is compared.
    ///   - facts: A line with the facts; nil if no row decides about the subject.
    mutating func add(_ subject: Subject, id: String, facts line: LedgerLine?) {
        if let known = byKey[subject.key] {
            if let line, subjects[known].facts < 0 { subjects[known].facts = add(line) }
            return
        }
        var subject = subject
        if let line { subject.facts = add(line) }
        byKey[subject.key] = subjects.count
        byID[id, default: (subjects.count, 0)].count += 1
        subjects.append(subject)
    }

    private mutating func add(_ line: LedgerLine) -> Int {
        facts.append(line)
        return facts.count - 1
    }

    func subject(withKey key: String) -> Int? { byKey[key] }

    /// The first subject with an id in the form that is compared, and the number of subjects with it.
    func subjects(withID id: String) -> (first: Int, count: Int)? { byID[id] }

    /// A line with the facts of a subject that a row decides about.
    func line(of subject: Int) -> LedgerLine { facts[subjects[subject].facts] }
}

/// The keys and ids of sheets. An import keeps nothing else of a report.
struct WantedRows {
    /// Whether a row with the key, or the id in the form that is compared, decides.
    private var keys: [String: Bool] = [:], ids: [String: Bool] = [:]

    init(_ sheets: [Sheet]) {
        for sheet in sheets {
            for row in sheet.rows {
                if !row.key.isEmpty { keys[row.key, default: false] = keys[row.key] == true || !row.isBlank }
                if row.id.isEmpty { continue }
                let id = CellText.comparable(row.id)
                ids[id, default: false] = ids[id] == true || !row.isBlank
            }
        }
    }

    /// Whether a row names the subject, and whether it decides; nil if none names it.
    func decides(key: String, id: String) -> Bool? {
        switch (keys[key], ids[id]) {
        case (nil, nil): nil
        case (let byKey, let byID): byKey == true || byID == true
        }
    }
}
