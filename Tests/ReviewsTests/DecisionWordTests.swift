import Testing

@testable import Reviews

/// The words of reviewers (CONTRACT section 15).
@Suite struct DecisionWordTests {
    private static let words: [(ReviewDecision, String)] = [
        (
            .violation,
            "violation,violates,confirm,confirmed,true positive,tp,yes,y,ja,oui,si,sí,sì,true,wahr,vrai,verdadero,vero,waar,prawda"
        ),
        (
            .dismissed,
            "dismissed,dismiss,false positive,fp,no violation,not a violation,no,n,nein,non,nee,nie,false,falsch,faux,falso,onwaar,fałsz"
        ),
        (.unsure, "unsure,unclear,unknown,maybe,?"), (.escalated, "escalated,escalate,esc"),
        (.reopen, "reopen,reopened,withdraw,withdrawn"),
    ]

    @Test(arguments: words)
    func `each word of the contract is its decision, however it is written`(
        decision: ReviewDecision, list: String
    ) {
        for word in list.split(separator: ",").map(String.init) {
            let forms = [
                word, word.uppercased(), " \(word)\t", "'\(word)", "\(word).", "\u{A0}\(word) .",
                "\u{200B}\(word)\u{FEFF}",
                word.replacing(" ", with: "_"), word.replacing(" ", with: "-"),
                word.replacing(" ", with: " \u{A0} "),
            ]
            for form in forms {
                #expect(DecisionWord.decision(form, isLabel: false) == decision, "\(form)")
                #expect(
                    DecisionWord.decision(form, isLabel: true) == (decision.isLabel ? decision : nil), "\(form)"
                )
            }
        }
    }

    @Test(arguments: [
        (
            "0",
            "0 and 1 are not read, because filling down makes them; write violation, dismissed, unsure, escalated or reopen"
        ),
        (
            "1",
            "0 and 1 are not read, because filling down makes them; write violation, dismissed, unsure, escalated or reopen"
        ),
        ("dismised", "write dismissed?"), ("violatoin", "write violation?"),
        ("confirmd", "write confirm (violation)?"),
        ("banana", "write violation, dismissed, unsure, escalated or reopen"),
        ("", "write violation, dismissed, unsure, escalated or reopen"),
        ("dismissed violation", "write violation, dismissed, unsure, escalated or reopen"),
    ])
    func `another word is no decision, and the hint names the nearest`(word: String, hint: String) {
        #expect(DecisionWord.decision(word, isLabel: false) == nil)
        #expect(DecisionWord.hint(for: word, isLabel: false) == hint)
    }

    @Test func `a question is not answered with an escalation`() {
        #expect(
            DecisionWord.hint(for: "Escalate", isLabel: true)
                == "escalated is no answer to a question; write violation, dismissed or unsure")
    }

    @Test(arguments: [
        ("1.23E+15", "1234567890123456", true), ("1,23E+15", "1234567890123456", true),
        ("1.23457E+15", "1234567890123456", true),
        ("1.24E+15", "1234567890123456", false), ("1.23E+14", "1234567890123456", false),
        ("1.23E+15", "gen_1234567890", false),
        ("1234567890123450000", "1234567890123454321", true),
        ("1234567890123460000", "1234567890123454321", false),
        ("2E+12", "1999999999999", true), ("1.23E+05", "123456", false), ("E+15", "1234567890123456", false),
        ("1.2E+15", "1200000000000000", true),
        ("123", "000123", true), ("123", "0x0123", false), ("124", "000123", false),
    ])
    func `a rounded id belongs to the ids that it can have been`(cell: String, id: String, isRounded: Bool) {
        #expect(DamagedID.isRounded(cell, of: id) == isRounded)
    }

    @Test(arguments: [
        ("1.23E+15", "rounded the id to 1.23E+15"), ("03.04.2026", "date"), ("3/4/2026", "date"),
        ("2026-04-03", "date"),
        ("3-Apr", "date"), ("03. Apr", "date"), ("Mrz 05", "date"), ("01.05.2026 00:00", "date"),
        ("#NAME?", "shows #NAME?"),
        ("########", "shows ########"), ("WAHR", "turned the id into WAHR"), ("abc…", "cut"),
        ("1234567890123450000", "15 digits"),
    ])
    func `a damaged id is named`(cell: String, words: String) throws {
        #expect(try #require(DamagedID.hint(for: cell)).contains(words))
    }

    @Test(arguments: [
        "gen_01", "task-12", "0a1b2c3d-0000-4000-8000-000000000000", "12345", "may be", "gen-1-2", "a.b.c",
    ])
    func `a sound id is not called damaged`(id: String) {
        #expect(DamagedID.hint(for: id) == nil)
    }
}
