import Digests
import Intake
import Utilities

/// A plan: the files of the inputs, divided into parts of whole files in the order of the input (CONTRACT section 17).
package struct Plan: Sendable {
    private var parts: [Range<Int>] = []
    private let inputs: PlannedInputs

    /// The limit on the paths of a part in bytes, so that they fit on a command line.
    private static let pathRoom = 512 << 10

    /// Plans the parts of `inputs`.
    /// - Parameter targetSize: Bytes of a part. A larger file is a part by itself.
    /// - Throws: `ScanError.intake` if an input cannot be planned.
    package init(_ inputs: [String], targetSize: Int) throws(ScanError) {
        do {
            self.inputs = try PlannedInputs(Inputs(inputs))
        } catch {
            throw .intake(error.description)
        }
        if Interruption.isRequested { throw .cancelled }
        var start = 0, bytes = 0, paths = 0
        for (index, file) in self.inputs.files.enumerated() {
            // An argument also takes its end and its address.
            let path = file.path.utf8.count + 16
            let isFull =
                bytes.addingReportingOverflow(file.bytes).overflow || bytes + file.bytes > targetSize
                || paths + path > Self.pathRoom
            if index > start, isFull {
                parts.append(start..<index)
                (start, bytes, paths) = (index, 0, 0)
            }
            bytes += file.bytes
            paths += path
        }
        parts.append(start..<self.inputs.files.count)
        guard parts.count <= PartRequest.mostParts else {
            throw .intake(
                "\(parts.count.grouped) parts, and a report has at most \(PartRequest.mostParts.grouped); give a larger "
                    + "--target-size")
        }
    }

    /// The number of parts.
    package var count: Int { parts.count }

    /// The number of files in all parts.
    package var files: Int { inputs.files.count }

    /// Passes the lines of the plan to `write`, each a JSON object and a line feed.
    package func write<Failure>(_ write: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
        var json = CanonicalJSON()
        json.raw("{\"parts\":")
        json.integer(Int64(parts.count))
        json.raw(",\"skipped\":")
        json.array(inputs.otherNames) { $1.string($0) }
        json.raw(",\"skipped_count\":")
        json.integer(Int64(inputs.otherFiles))
        json.raw("}\n")
        for (index, part) in parts.enumerated() {
            json.raw("{\"part\":")
            json.integer(Int64(index + 1))
            json.raw(",\"of\":")
            json.integer(Int64(parts.count))
            json.raw(",\"bytes\":")
            json.integer(Int64(inputs.files[part].reduce(0) { $0 &+ $1.bytes }))
            json.raw(",\"inputs\":")
            json.array(inputs.files[part]) { $1.string($0.path) }
            json.raw("}\n")
            try write(json.bytes.span)
            json.removeAll()
        }
    }
}
