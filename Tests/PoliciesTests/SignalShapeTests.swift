internal import Testing

@testable internal import Policies

/// Names and patterns against the signal table (CONTRACT section 3).
@Suite struct SignalShapeTests {
    private func kinds(_ pattern: String) -> Set<String> {
        Set(SignalShape.matching(pattern).map { "\($0.kind)" })
    }

    @Test func `each row of the table is recognised`() {
        #expect(kinds("legal.face.score") == ["scores"])
        #expect(kinds("legal.anything-new.verdict") == ["verdicts"])
        #expect(kinds("moderation_api.global.IMG-S3+") == ["number"])
        #expect(kinds("moderation_api.type") == ["text"])
        #expect(kinds("output.risk_level") == ["number"])
        #expect(kinds("task.needs_user_review") == ["boolean"])
        #expect(kinds("generation.moderation.code") == ["text"])
    }

    @Test func `a pattern can match several kinds`() {
        #expect(kinds("*.*.score") == ["scores", "number"])
        #expect(kinds("l*l.*.v*t") == ["verdicts", "number"])
        #expect(kinds("*.*.*") == ["scores", "verdicts", "number", "text", "boolean"])
        #expect(kinds("legal.*") == [])
        #expect(kinds("output.*") == ["boolean", "number", "text"])
        #expect(kinds("u18.**is**child*") == ["boolean"])
        #expect(kinds("output.typ*pe") == [])
    }

    @Test func `a documented name is suggested for a misspelt one`() {
        func meant(_ name: String) -> String? { DocumentedNames.signal(meantBy: name) }
        #expect(meant("legal.IP.score") == "legal.ip.score")
        #expect(meant("legal.tradmark.verdict") == "legal.trademark.verdict")
        #expect(meant("Legal.ip.score") == "legal.ip.score")
        #expect(meant("legl.ip.score") == "legal.ip.score")
        #expect(meant("Legal.ip.Score") == "legal.ip.score")
        #expect(meant("moderation_API.global.s3+") == "moderation_api.global.S3+")
        #expect(meant("moderation_api.Global.s*") == "moderation_api.global.S*")
        #expect(meant("moderation-api.type") == "moderation_api.type")
        for sound in [
            "legal.ip.score", "legal.style.score", "legal.*.score", "*.type", "*.*.*", "moderation_api.*.S*",
            "moderation_api.output.S*", "audio_filter.type", "audio_filter.global.sexual", "output.type",
            "u18.is_child", "task.moderation.code",
        ] { #expect(meant(sound) == nil, "\(sound)") }
    }

    @Test func `a misspelt name gets a suggestion`() {
        #expect(SignalShape.suggestion(for: "legal.ip.scores") == "legal.ip.score")
        #expect(SignalShape.suggestion(for: "output.flagged") == "output.is_flagged")
        #expect(SignalShape.suggestion(for: "moderation_api.S*") == "moderation_api.*.S*")
        #expect(SignalShape.suggestion(for: "generation.type") == "generation.moderation.type")
        #expect(SignalShape.suggestion(for: "legal.ip") == "legal.ip.score")
        #expect(SignalShape.suggestion(for: "u18.child") == "u18.is_child")
        #expect(SignalShape.suggestion(for: "a.b.c.d") == nil)
        #expect(SignalShape.suggestion(for: "face") == nil)
    }
}
