/// A stream of bytes: a file, standard input, or what a decompressor makes of one.
///
/// Every kind keeps the same promises: the bytes come in order; 0 means the end and is final; trouble comes after all
/// bytes that could be had, and ends the source.
protocol Source: AnyObject {
    /// Bytes taken from the file so far, compressed as they are there.
    var bytesRead: Int { get }

    /// Fills the front of `buffer` and returns how many bytes came, at least one; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFailure) -> Int
}
