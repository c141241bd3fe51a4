internal import Glibc
internal import Utilities

extension Sheet {
    /// Whether the file at `path` is a sheet in which a reviewer wrote a decision or a note. A sheet that is damaged below
    /// its header may hold some.
    package static func isFilledIn(_ path: String) -> Bool {
        guard let file = try? FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK), file.isRegularFile,
            let bytes = try? file.readAll(limit: SheetLimits.bytes + 1)
        else { return false }
        return isFilledIn(bytes, .review) || isFilledIn(bytes, .sample)
    }

    private static func isFilledIn(_ bytes: [UInt8], _ key: SheetKey) -> Bool {
        guard otherFormat(of: bytes) == nil else { return false }
        do throws(SheetFault) {
            _ = try SheetHeader.find(in: SheetText(bytes), key: key)
        } catch {
            switch error {
            case .noKey, .columnTwice: return true
            default: return false
            }
        }
        guard let sheet = try? Sheet(bytes, path: "", key: key) else { return true }
        return sheet.rows.contains { !$0.isBlank }
    }
}
