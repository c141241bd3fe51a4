import Policies
import Responses

/// An object of `generations.json` (CONTRACT section 6): the fields of `generations.csv`, and the findings with
/// every signal that matched.
package enum GenerationsJSON {
    /// The file around the objects; each object includes its comma and line end.
    package static let opening: StaticString = "{\"generations\": ["
    /// Between two objects, and without its comma before the first.
    package static let beforeObject: StaticString = ",\n"
    /// Between the last object and the summary.
    package static let beforeSummary: StaticString = "\n], \"summary\": "
    /// Behind the summary.
    package static let closing: StaticString = "}\n"

    /// A brief row has neither the fields without a value nor `findings`.
    static func write(_ row: ListedGeneration, to json: inout JSONWriter) {
        json.raw(beforeObject)
        json.object { fields in
            GenerationsTable.write(row, to: &fields)
            fields.leaveOutAbsent(false)
            if row.isBrief { return }
            fields.array("findings") { array in
                for finding in row.judgement.findings {
                    array.element()
                    array.object { write(row.finding(finding), of: row, to: &$0) }
                }
            }
        }
    }

    private static func write(_ finding: ListedFinding, of row: ListedGeneration, to json: inout JSONWriter) {
        json.text("band", finding.finding.band.name)
        FindingsTable.writeRule(finding, to: &json)
        write(finding.deciding, to: &json)
        json.array("matched") { array in
            for matched in row.judgement.matched[finding.finding.matched] {
                array.element()
                array.object {
                    $0.text("band", matched.band.name)
                    write(row.match(matched), to: &$0)
                }
            }
        }
    }

    /// The match, and the list that it was compared with if its test has one.
    private static func write(_ match: ListedMatch?, to json: inout JSONWriter) {
        FindingsTable.writeMatch(match, to: &json)
        switch match?.test {
        case .isIn(let texts): json.list("in", texts) { $0 }
        case .notIn(let texts): json.list("not_in", texts) { $0 }
        case .threshold, .is, nil: break
        }
    }
}
