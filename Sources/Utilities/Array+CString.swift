extension [UInt8] {
    /// Calls `body` with the bytes as a C string. The bytes are a path or a file name, which holds no zero byte.
    package func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
        unsafe (self + [0]).withUnsafeBufferPointer { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
                guard let start = chars.baseAddress else { return unsafe "".withCString { unsafe body($0) } }
                return unsafe body(start)
            }
        }
    }
}
