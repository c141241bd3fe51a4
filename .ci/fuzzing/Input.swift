import Glibc

@_silgen_name("memfd_create")
private func makeFile(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32

/// Standard input, made of bytes: the readers take files, and this one needs no folder.
enum Input {
    private static let file: Int32 = {
        let file = makeFile("input", 0)
        precondition(file >= 0 && dup2(file, STDIN_FILENO) == STDIN_FILENO, "no file in memory")
        return file
    }()

    static func set(_ bytes: [UInt8]) {
        let wasSet =
            ftruncate(file, 0) == 0 && pwrite(file, bytes, bytes.count, 0) == bytes.count
            && lseek(file, 0, SEEK_SET) == 0
        precondition(wasSet, "the file in memory can't be written")
    }
}
