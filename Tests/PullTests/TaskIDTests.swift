import TestSupport
import Testing

@testable import Pull

struct TaskIDTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ text: String) throws -> (ids: [String], faults: [TaskIDFile.Fault]) {
        try read(Array(text.utf8))
    }

    private func read(_ bytes: [UInt8]) throws -> (ids: [String], faults: [TaskIDFile.Fault]) {
        var ids = TaskIDs()
        let faults = try TaskIDFile.read(try folder.write(bytes, to: "ids"), into: &ids)
        return ((0..<ids.count).map { ids[$0] }, faults)
    }

    @Test(arguments: [
        "a\nb-1\nc_2\n", "a\r\nb-1\r\nc_2", "\u{FEFF}a\n\n  \nb-1  \n\tc_2\t\na\n",
        "\"a\"\n\"b-1 \"\nc_2\u{A0}\n",
        "task_id\na\nb-1\nc_2\n", "name,task_id,note\nx,a,\"two\nlines\"\ny, b-1 ,\nz,c_2,\"a, b\"\n",
        "\u{FEFF}\"name\";\"task_id \"\r\n\"x;y\";\"a\"\r\n\"\";\"b-1\"\r\n;c_2\r\n;;\r\n",
        "task_id\tstatus\na\t200\nb-1\t\nc_2\t\n",
        "\"task_id\",\"status\"\r\n\"a\",\"\"\r\n\"b-1\",\"\"\r\n\"c_2\",\"404\"\r\n\"a\",\"1\"\r\n",
    ])
    func `common forms of lists are read`(_ text: String) throws {
        let (ids, faults) = try read(text)
        #expect(ids == ["a", "b-1", "c_2"] && faults.isEmpty)
    }

    @Test func `an invalid id is reported with its line`() throws {
        let long = String(repeating: "x", count: 129)
        let (ids, faults) = try read("good\n../../etc\n\na b\n\(long)\nx?y=1\n%2e\nö\nlast\n")
        #expect(ids == ["good", "last"])
        #expect(faults.map(\.line) == [2, 4, 5, 6, 7, 8])
        #expect(faults[0].shown == "..?..?etc" && faults[2].shown.count == 128)
    }

    @Test func `quoted line ends count as lines`() throws {
        let (ids, faults) = try read("note,task_id\n\"one\ntwo\nthree\",a\nx,b!\n\n\"p\nq\",c d\n")
        #expect(ids == ["a"] && faults.map(\.line) == [5, 7])
    }

    @Test func `blank lines and lone carriage returns count as lines`() throws {
        #expect(try read("good\n\"a\n\n \nb\"\n").faults.map(\.line) == [2])
        #expect(try read("good\rb!\r\rc!\r\n\r\nd!").faults.map(\.line) == [2, 4, 6])
    }

    @Test(arguments: [
        "\"a;b\",task_id\nx,a\n\"p;q\",b-1\n,c_2\n", "\"a\tb\";\"x,y,z\";task_id\n1;2;a\n1;2;b-1\n;;c_2\n",
        "note \"a;b;c\",task_id\nx,a\ny,b-1\nz,c_2\n", "a;b;c\ttask_id\nx\ta\n\tb-1\n\tc_2\n",
        "a\t\nb-1\nc_2\n", "a,\nb-1,\nc_2\n", "a;;;\nb-1\nc_2;\n", "\n \nname;task_id\n;a\n;b-1\n;c_2\n",
        " Task_ID \na\nb-1\nc_2\n", "\u{FEFF}\"TASK_ID\"\r\na\r\nb-1\r\nc_2\r\n", "x,Task_Id\n,a\n,b-1\n,c_2\n",
    ])
    func `delimiters and headers are detected`(_ text: String) throws {
        let (ids, faults) = try read(text)
        #expect(ids == ["a", "b-1", "c_2"] && faults.isEmpty)
    }

    @Test(arguments: ["", "\n\n", "task_id\n", "\u{FEFF}Task_ID", "name,task_id\r\n,\r\n"])
    func `an empty list is refused`(_ text: String) {
        let reason = PullError.refused("\(folder.path)/ids: contains no task ids")
        #expect(throws: reason) { try read(text) }
    }

    @Test(arguments: [("a\n\"b\nc\nd\n", 2), ("task_id,note\na,\nb,\"open\nc,x\n", 3), ("\"a", 1)])
    func `an unclosed quote is reported`(_ text: String, _ line: Int) {
        let reason = PullError.refused(
            "\(folder.path)/ids: the row that begins on line \(line) has no closing quote")
        #expect(throws: reason) { try read(text) }
    }

    @Test(arguments: [true, false], [[], [0xFEFF]] as [[UInt16]])
    func `a list in UTF-16 is refused by name`(_ isBigEndian: Bool, _ mark: [UInt16]) {
        let bytes = (mark + Array("task_id\tnote\r\na\tb\r\n".utf16)).flatMap { unit in
            isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let reason = PullError.refused("\(folder.path)/ids: is UTF-16; save it as CSV UTF-8")
        #expect(throws: reason) { try read(bytes) }
    }

    @Test(arguments: [[0x50, 0x4B, 3, 4, 20, 0, 6, 0], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]] as [[UInt8]])
    func `a workbook is refused by name`(_ bytes: [UInt8]) {
        let reason = PullError.refused("\(folder.path)/ids: is a workbook; save it as CSV")
        #expect(throws: reason) { try read(bytes + Array("\nrest\n".utf8)) }
    }

    @Test func `ids that start like a workbook are ids`() throws {
        #expect(try read("PK\nPKab\n").ids == ["PK", "PKab"])
    }

    @Test func `a table without the column is refused`() {
        let reason = PullError.refused(
            "\(folder.path)/ids: no column is named task_id, taskId or id; add column names as the first line")
        #expect(throws: reason) { try read("number,name\na,b\n") }
    }

    @Test(arguments: [
        "taskId,id\na,x\nb-1,y\nc_2,z\n", "id;task_id\nx;a\ny;b-1\nz;c_2\n", "ID\na\nb-1\nc_2\n",
        "name\tTASKID\nx\ta\ny\tb-1\nz\tc_2\n", "name,Id\nx,a\ny,b-1\nz,c_2\n",
        "sep=;\r\nid;a,b,c\r\na;1\r\nb-1;2\r\nc_2;3\r\n", "\u{FEFF}SEP=|\nname|task_id\nx|a\ny|b-1\nz|c_2\n",
        "\"sep=,\"\nname,id\nx,a\ny,b-1\nz,c_2\n", "sep=\t\n\nx\ttaskId\n\ta\n\tb-1\n\tc_2\n",
        "sep=,\na\nb-1\nc_2\n",
    ])
    func `other names of the column and separator lines are read`(_ text: String) throws {
        let (ids, faults) = try read(text)
        #expect(ids == ["a", "b-1", "c_2"] && faults.isEmpty)
    }

    @Test func `a separator line counts as a line`() throws {
        #expect(try read("sep=;\ntask_id;x\na;1\n/;2\n").faults.map(\.line) == [4])
    }

    @Test(arguments: ["sep=", "sep=;;", "sep=x", "\"sep=.\""])
    func `a separator line with another delimiter is refused`(_ line: String) {
        let reason = PullError.refused(
            "\(folder.path)/ids: the line sep= must name one delimiter: comma, semicolon, tab or |")
        #expect(throws: reason) { try read("\(line)\r\ntask_id\r\na\r\n") }
    }

    @Test(arguments: [
        "[\"a\",\"b\"]", "\u{FEFF}[\n  \"a\"\n]\n", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", " \n [1]",
    ])
    func `a JSON list is refused by name`(_ text: String) {
        let reason = PullError.refused(
            "\(folder.path)/ids: is JSON; write one id per line, for example with jq -r '.[]' for an array of ids"
        )
        #expect(throws: reason) { try read(text) }
    }

    @Test(arguments: ["gen:1", "a.b", "...", ":", "task_01:v2.3-x", ".a", "a..", "task.."])
    func `ids with dots and colons are ids`(_ id: String) throws {
        #expect(try read("task_id\n\(id)\n").ids == [id])
    }

    @Test(arguments: [".", "..", "a/b", "a%2Fb", "a b", "a+b", "a~b", "%2e%2e", "a?b", "a#b", "a@b"])
    func `path steps and other characters are not ids`(_ id: String) throws {
        let (ids, faults) = try read("ok\n\(id)\n")
        #expect(ids == ["ok"] && faults.map(\.line) == [2])
    }

    @Test func `an unclosed quote takes bounded memory`() {
        #expect(throws: PullError.self) {
            try read("task_id\n\"" + String(repeating: "line\n", count: 300_000))
        }
        #expect(throws: PullError.self) {
            try read("task_id\n\"" + String(repeating: "line\n\n", count: 300_000))
        }
    }

    @Test func `ids that differ in any byte are different ids`() {
        var keys: Set<TaskIDKey> = [], texts = 0
        for length in 1...128 {
            for place in 0..<length {
                let text = (0..<length).map { UInt8(ascii: $0 == place ? "b" : "a") }
                #expect(keys.insert(TaskIDKey(text)).inserted && !keys.insert(TaskIDKey(text[...])).inserted)
                texts += 1
            }
            keys.insert(TaskIDKey([UInt8](repeating: 0x61, count: length)))
        }
        #expect(keys.count == texts + 128)
    }

    @Test func `ids are kept once and in order`() {
        var ids = TaskIDs()
        let added = ["b", "a", "b", "c", "a"].map { ids.add($0.utf8) }
        #expect(added.allSatisfy { $0 })
        #expect((0..<ids.count).map { ids[$0] } == ["b", "a", "c"] && ids.repeats == 2)
        let addsNothing = !ids.add("".utf8)
        #expect(addsNothing)
    }
}
