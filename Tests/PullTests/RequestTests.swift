import Foundation
import TestSupport
import Testing
import Utilities

@testable import Pull

/// The base URL and the key of a pull.
struct RequestTests {
    @Test(arguments: [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com:8443/v2/", "https://api.example.com:8443/v2"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://localhost:1/", "http://localhost:1"), ("http://[::1]:8080", "http://[::1]:8080"),
        ("HTTPS://A.example", "https://a.example"),
    ])
    func `valid base URLs are accepted`(_ text: String, _ base: String) throws {
        #expect(try BaseURL(text).text == base)
    }

    @Test(arguments: [
        "http://api.example.com", "http://127.0.0.1.example.com", "http://localhost.example.com",
        "http://0.0.0.0",
        "http://127.0.0.1@example.com", "https://user:word@example.com", "https://example.com/?a=b",
        "https://example.com/#f",
        "ftp://example.com", "example.com", "https://", "https:///path", "https://exa mple.com",
        "https://example.com/\"",
        "http://[::1].example.com", "http://127.1", "http://2130706433", "https://example.com:99999",
        "https://e\\@x/", "",
        "http://128.0.0.1", "http://[::2]", "https://example.com/a\nb",
        "http://127.0.0.1:+18431", "http://127.0.0.1:-1", "https://example.com:+443", "https://example.com:4_4",
        // The octal form of another address: 87.0.0.1.
        "http://0127.0.0.1:9", "http://127.0.0.01", "http://127.00.0.1", "http://0x7f.0.0.1",
        "http://127.0.0.1.",
    ])
    func `invalid base URLs are refused`(_ text: String) {
        #expect(throws: PullError.self) { try BaseURL(text) }
    }

    @Test(arguments: [
        ("https://h/sora/v1/videos/", "/sora/v1/videos"), ("https://h/sora/v1/videos", "/sora/v1/videos"),
        ("https://h/a/sora/v1/", "/sora/v1"), ("https://h/sora", "/sora"),
        ("https://h/sora/v1/videos/task_1", "/sora/v1/videos and the rest"),
    ])
    func `a base URL with the path that a pull adds is refused`(_ text: String, _ part: String) {
        let reason = PullError.refused(
            "remove \(part) from the base URL: modaudit adds /sora/v1/videos/ and the task id")
        #expect(throws: reason) { try BaseURL(text) }
    }

    @Test(arguments: ["https://h/v1", "https://h/sora/v2", "https://h/videos", "https://h/misora"])
    func `other paths of the base URL stay`(_ text: String) throws {
        #expect(try BaseURL(text).text == text)
    }

    @Test func `a task's id is read back from its URL`() throws {
        for base in ["https://example.com", "https://example.com/a/b/"] {
            let url = try BaseURL(base).url(ofTask: "task_a-1")
            #expect(Array(BaseURL.taskID(in: url.utf8)) == Array("task_a-1".utf8))
        }
        let long = String(repeating: "x", count: 128)
        #expect(Array(BaseURL.taskID(in: "https://h/\(long)".utf8)) == Array(long.utf8))
    }

    @Test(arguments: [0o600, 0o400])
    func `a key file that only its owner can read is accepted`(_ mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("word-1\r\n", to: "key")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(try APIKey.read(path).text == "word-1")
    }

    @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o610])
    func `a key file that others can read is refused`(_ mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("word-1\n", to: "key")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let error = #expect(throws: PullError.self) { try APIKey.read(path) }
        #expect(error?.description.contains("word-1") == false)
    }

    @Test(arguments: ["", "\n", "a b", "a\nb", "a\rb", "a\n\n", "a\u{0}", "a\u{7F}", "clé", "a\r\nX-Other: 1"])
    func `keys with characters that a header cannot hold are refused`(_ key: String) {
        let error = #expect(throws: PullError.self) { try APIKey(key, from: "MODAUDIT_API_KEY") }
        #expect(key.count < 3 || error?.description.contains(key) == false)
    }

    @Test(arguments: [
        ("120", 120), ("0", 0), ("Sun, 22 Nov 2026 08:02:00 GMT", 120), ("Sunday, 22-Nov-26 08:02:00 GMT", 120),
        ("Sun Nov 22 08:02:00 2026", 120), ("Sun, 22 Nov 2026 07:00:00 GMT", 0),
        ("99999999999999999999", 1_000_000_000),
    ])
    func `Retry-After is read in both forms`(_ text: String, _ seconds: Int) {
        #expect(RetryAfter.wait(text, date: nil, now: UTCTime(seconds: 1_795_334_400)) == .seconds(seconds))
        #expect(UTCTime(seconds: 1_795_334_400).text == "2026-11-22T08:00:00Z")
    }

    @Test(arguments: [
        "", "-1", "1.5", "soon", "Sun, 99 Nov 2026 08:00:00 GMT", "Sun, 22 Foo 2026 08:00:00 GMT",
        "Mon, 30 Feb 2026 08:00:00 GMT", "+5",
    ])
    func `a malformed Retry-After is ignored`(_ text: String) {
        #expect(RetryAfter.wait(text, date: nil, now: UTCTime(seconds: 0)) == nil)
    }

    @Test func `HTTP dates agree with the system's`() {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let iso = ISO8601DateFormatter()
        for seconds in stride(from: Int64(0), to: 7_000_000_000, by: 1_234_567) {
            let date = Date(timeIntervalSince1970: Double(seconds))
            #expect(UTCTime(httpDate: format.string(from: date))?.seconds == seconds)
            #expect(UTCTime(seconds: seconds).text == iso.string(from: date))
        }
    }
}
