import Foundation
import TestSupport
import Testing

/// What one answer of at most 1 MB costs a run: the bounds of CONTRACT section 1, generously, because the tests run
/// unoptimized and beside others.
@Suite struct SmallAnswerTests {
    struct Answer: CustomTestStringConvertible, Sendable {
        var name: String
        /// Python that makes the text.
        var text: String
        /// The reason in `unaudited.csv`; nil where its generations are audited.
        var reason: String?

        var testDescription: String { name }
    }

    private static func task(_ generations: String, _ members: String = "") -> String {
        "'{\"id\":\"t\",\(members)\"generations\":['+\(generations)+']}'"
    }

    static let answers = [
        Answer(
            name: "empty generations", text: task("','.join(['{}']*65000)"),
            reason: "more than 10,000 generations"),
        Answer(name: "as many as there may be", text: task("','.join(['{}']*9999)")),
        Answer(
            name: "an id of 1 MB", text: "'{\"id\":\"'+'i'*900000+'\",\"generations\":['+'{},'*9000+'{}]}'",
            reason: "its rows would repeat"),
        Answer(
            name: "a long prompt", text: task("','.join(['{}']*5000)", "\"prompt\":\"'+'p'*900000+'\",")),
        Answer(
            name: "many findings with long texts",
            text: task(
                "','.join(json.dumps({'id':str(i)+'i'*2000,'prompt':'p'*2000,'user':'u'*2000,"
                    + "'output_moderation_result':{'filter_results':{'moderation_api':{'type':'x','metadata':"
                    + "{'g':{c:1 for c in 'S H V SH A C E JB K P PD'.split()}}}}}}) for i in range(140))")),
        Answer(
            name: "one generation with many findings",
            text: task(
                "json.dumps({'id':'g','output_moderation_result':{'filter_results':{'moderation_api':"
                    + "{'metadata':{'g':{'S%d'%i:1 for i in range(30000)}}}}}})")),
        Answer(
            name: "a long name of many categories",
            text: task(
                "json.dumps({'id':'g','output_moderation_result':{'filter_results':{'f'*1000:"
                    + "{'metadata':{'g':{'S%d'%i:1 for i in range(6000)}}}}}})"),
            reason: "names of signals of more than"),
        Answer(
            name: "an error before many rows",
            text: "'{\"code\":\"fail\",\"message\":\"'+'m'*500000+'\",\"data\":{\"task_id\":\"t\",\"data\":"
                + "{\"task_responses\":['+','.join(['{\"id\":\"x\",\"generations\":[]}']*15000)+']}}}'",
            reason: "its rows would repeat"),
        Answer(
            name: "frames of no use",
            text: task("'{\"id\":\"g\",\"legal_classifier_result\":{\"ip\":['+'0,'*400000+'0]}}'")),
        Answer(name: "depth", text: "'['*500000+']'*500000", reason: "nested deeper"),
    ]

    @Test(arguments: answers)
    func `an answer of 1 MB costs little, and its neighbours are audited`(answer: Answer) async throws {
        let scratch = try TemporaryFolder()
        let script = """
            import json,os,resource,sys,time
            T=os.environ['T']
            text=\(answer.text)
            assert len(text)<=1000000, len(text)
            open(T+'/a.json','w').write(text)
            start=time.time()
            p=os.spawnvp(os.P_NOWAIT,'modaudit',['modaudit','scan',T+'/a.json','fixtures/sora-task-documented.json',
                '--quiet','--jobs','1','--as-of','2026-11-22','--output',T+'/report'])
            _,s,u=os.wait4(p,0)
            size=sum(os.path.getsize(T+'/report/'+f) for f in os.listdir(T+'/report'))
            print(os.waitstatus_to_exitcode(s), u.ru_utime+u.ru_stime, u.ru_maxrss/1024, size/1e6,
                json.load(open(T+'/report/summary.json'))['counts']['generations'])
            """
        let outcome = try await Command.run("python3", ["-c", script], scratch: scratch)
        try #require(outcome.status == 0, "\(outcome.stderr.prefix(300))")
        let figures = outcome.stdout.split(separator: " ").compactMap {
            Double($0.trimmingCharacters(in: .newlines))
        }
        try #require(figures.count == 5)
        #expect([0, 3, 4].contains(figures[0]))
        #expect(figures[1] < 60, "seconds of the processors")
        #expect(figures[2] < 300, "megabytes of memory")
        #expect(figures[3] < 22, "megabytes of report")
        let unaudited = try scratch.text("report/unaudited.csv")
        if let reason = answer.reason {
            #expect(unaudited.contains(reason))
        } else {
            #expect(!unaudited.contains("a.json"))
        }
        #expect(answer.reason == nil ? figures[4] > 1 : figures[4] == 1)
    }

    @Test func `a report with brief rows can be compared and verified`() async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            python3 -c "
            import json
            generations=[{'id':str(i)+'i'*200,'output_moderation_result':{'filter_results':{'f':{'type':'x'}}}}
                for i in range(3000)]
            json.dump({'id':'t','generations':generations},open('$T/a.json','w'))" || exit 99
            scan() { modaudit scan "$T/a.json" --quiet --as-of 2026-11-22 "$@"; }
            scan --output "$T/one" && scan --output "$T/two" --previous "$T/one" || exit 98
            modaudit diff "$T/one" "$T/two" --output "$T/changes.csv" || exit 97
            modaudit verify "$T/two" --input "$T/a.json" || exit 96
            """)
        #expect(outcome.status == 0, "\(outcome.status): \(outcome.stderr.prefix(400))")
        let rows = try bench.scratch.text("two/generations.csv").split(separator: "\r\n")
        #expect(rows.count == 3001)
        #expect(rows.dropFirst().allSatisfy { $0.hasPrefix("\"flagged\"") })
        #expect(try bench.scratch.text("two/generations.json").contains("i…\""))
    }
}
