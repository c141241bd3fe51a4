// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "modaudit",
    products: [
        .executable(name: "modaudit", targets: ["modaudit"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // What Debian provides; `.ci/setup` installs it.
        .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(
            name: "CSimdJSON",
            cxxSettings: [
                // Plain `inline` lets the compiler judge: 15 % faster than the library's forced inlining.
                .define("simdjson_inline", to: "inline"),
                .define("NDEBUG", .when(configuration: .release)),
            ],
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CDecimals"),
        .target(name: "CLinux"),

        // The house: data flows down this list, imports point up it.
        .target(name: "Responses", dependencies: ["CSimdJSON"]),
        .target(name: "Digests", dependencies: ["CCrypto"]),
        .target(name: "Policies", dependencies: ["Responses", "Digests", "Yams"]),
        .target(name: "Intake", dependencies: ["Responses", "CZlib", "CZstd"]),
        .target(
            name: "Reporting",
            dependencies: [
                "Responses", "Policies", "Digests", "CLibCSV", "CDecimals", "CLinux",
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .target(name: "Audit", dependencies: ["Intake", "Responses", "Policies", "Reporting", "Digests"]),
        .target(
            name: "Pull",
            dependencies: [
                "Intake", "Responses", "Digests", "CLibCSV",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .executableTarget(
            name: "modaudit",
            dependencies: [
                "Audit", "Pull", "Digests",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Programs, temporary folders, random numbers and fixtures, for the tests.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "ResponsesTests", dependencies: ["Responses", "TestSupport"]),
        .testTarget(name: "PoliciesTests", dependencies: ["Policies", "Responses", "Digests", "TestSupport"]),
        .testTarget(
            name: "IntakeTests", dependencies: ["Intake", "Responses", "CZlib", "CZstd", "TestSupport"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Reporting", "Policies", "Responses", "Digests", "CLibCSV", "TestSupport"]),
        .testTarget(
            name: "ExplainTests",
            dependencies: ["modaudit", "Audit", "Policies", "Reporting", "Responses", "TestSupport"]),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "Audit", "Intake", "Reporting", "Policies", "Responses", "Digests", "CZlib", "TestSupport",
            ]),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
        .testTarget(
            name: "CommandTests", dependencies: ["modaudit", "TestSupport"], exclude: ["Golden"]),
        .testTarget(
            name: "PullTests",
            dependencies: [
                "Pull", "Digests", "CZlib", "TestSupport",
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .testTarget(
            name: "FaultTests", dependencies: ["modaudit", "TestSupport"], exclude: ["faults.c"]),
    ],
    cxxLanguageStandard: .cxx17
)

// Only `.ci/fuzz` sets this: an executable without `main` would break every other build.
if Context.environment["MODAUDIT_FUZZING"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: ["Responses", "Policies", "Intake", "Digests", "Pull", "CZlib", "CZstd"],
            path: ".ci/fuzzing", exclude: ["found"]))
}

for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    settings += [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    target.swiftSettings = settings
}
