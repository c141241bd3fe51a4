import TestSupport
import Testing

@testable import Responses

@Suite struct SignalTests {
    @Test func `the documented answer has the signals of the contract`() throws {
        try reading(Fixtures.documented) { flattener in
            let generation = try #require(flattener.records.generations.first)
            #expect(flattener.records.defects.isEmpty)
            #expect(flattener.records.unrecognised.isEmpty)
            #expect(flattener.records.frames.count == 30)
            #expect(flattener.records.legalSeries.map { String($0.classifier) } == ["face", "ip", "trademark"])
            #expect(flattener.reading(of: "moderation_api.global.V2+")?.number == 0.024)
            #expect(flattener.reading(of: "wellknown_figure.type").map { String($0.text) } == "passed")
            #expect(flattener.reading(of: "u18.is_child")?.number == 0)
            #expect(flattener.state(of: "task.moderation.code") == nil)
            #expect(flattener.state(of: "legal.ip.score") == .present)
            #expect(generation.userID.map(String.init) == "user-EycidxDufsSNkq096Ee8M4XY")
            #expect(
                generation.width == 854 && generation.frameCount == 150
                    && generation.seed?.text == "968194097")
            #expect(generation.isPublic == true)
            let categories = flattener.records.readings.filter { reading in
                if case .category = flattener.signals[reading.signal].origin { true } else { false }
            }
            #expect(categories.count == 40)
        }
    }

    @Test func `unknown names become signals`() throws {
        let json = task(
            #""legal_classifier_result": {"style": [{"l":1,"p":0.5,"v":true}]}, "output_moderation_result": {"filter_results": {"deepfake": {"type": "hit", "metadata": {"frame_3": {"Z9": 0.25}}}}}"#
        )
        try reading(json) { flattener in
            #expect(flattener.state(of: "legal.style.verdict") == .present)
            #expect(flattener.reading(of: "deepfake.frame_3.Z9")?.number == 0.25)
            #expect(flattener.reading(of: "deepfake.type").map { String($0.text) } == "hit")
        }
    }

    @Test func `names keep their segments`() throws {
        let json = task(
            #""output_moderation_result": {"filter_results": {"a.b": {"type": "x"}, "output": {"type": "x"}, "c d*%": {"type": "x"}}}"#
        )
        try reading(json) { flattener in
            let names = flattener.records.readings.map { flattener.signals[$0.signal].name }
            #expect(names == ["a%2Eb.type", "%6Futput.type", "c%20d%2A%25.type"])
        }
    }

    @Test(arguments: [
        (#""face": null"#, SignalReading.State.missing), (#""face": []"#, .missing), (#""face": 5"#, .missing),
        (#""face": [{"l":1,"p":0.5}]"#, .missing), (#""face": [{"l":1,"p":0.5,"v":true}]"#, .present),
        (#""face": [{"l":1,"p":0.5,"v":true}, null]"#, .partial),
        (#""face": [{"v":true,"p":0.5,"l":1.0}]"#, .present),
    ])
    func `a classifier is present, partial or missing`(_ classifier: String, _ state: SignalReading.State)
        throws
    {
        try reading(legal(classifier)) { flattener in
            #expect(flattener.state(of: "legal.face.score") == state)
            #expect(flattener.state(of: "legal.face.verdict") == state)
        }
    }

    @Test func `absent and null blocks give no reading`() throws {
        for json in [
            task(#""legal_classifier_result": null, "output_moderation_result": null"#), task(#""x": 1"#),
        ] {
            try reading(json) { #expect($0.records.readings.isEmpty) }
        }
    }

    @Test func `a null score gives a missing signal`() throws {
        try reading(scored(#""S1": null, "S2": 0.5"#)) { flattener in
            #expect(flattener.state(of: "f.global.S1") == .missing)
            #expect(flattener.state(of: "f.global.S2") == .present)
            #expect(flattener.defects.isEmpty)
        }
    }
}
