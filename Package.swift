// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "modaudit",
    products: [
        .executable(name: "modaudit", targets: ["modaudit"]),
        // For `.ci/fuzzing`, a package of its own.
        .library(name: "Auditing", targets: ["Responses", "Policies", "Intake", "Evidence"]),
        .library(name: "CLibCSV", targets: ["CLibCSV"]),
        .library(name: "CZlib", targets: ["CZlib"]),
        .library(name: "CZstd", targets: ["CZstd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // What Debian provides; `.ci/setup` installs it.
        .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
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
        .target(name: "Evidence", dependencies: ["CCrypto"]),
        .target(name: "Policies", dependencies: ["Responses", "Evidence", "CLibYAML"]),
        .target(name: "Intake", dependencies: ["Responses", "CZlib", "CZstd"]),
        .target(
            name: "Reporting",
            dependencies: [
                "Responses", "Policies", "Evidence", "CLibCSV", "CDecimals", "CLinux",
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        .target(name: "Audit", dependencies: ["Intake", "Responses", "Policies", "Reporting", "Evidence"]),
        .target(
            name: "Pull",
            dependencies: [
                "Intake", "Responses", "Evidence", "CLibCSV",
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
                "Audit", "Pull", "Evidence",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "ResponsesTests", dependencies: ["Responses"]),
        .testTarget(name: "PoliciesTests", dependencies: ["Policies", "Responses", "Evidence"]),
        .testTarget(name: "IntakeTests", dependencies: ["Intake", "Responses", "CZlib", "CZstd"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Reporting", "Policies", "Responses", "Evidence", "CLibCSV"]),
        .testTarget(
            name: "ExplainTests", dependencies: ["modaudit", "Audit", "Policies", "Reporting", "Responses"]),
        .testTarget(
            name: "AuditTests",
            dependencies: ["Audit", "Intake", "Reporting", "Policies", "Responses", "Evidence", "CZlib"]),
        .testTarget(name: "ArchitectureTests"),
        // Runs the command that lies beside the tests.
        .target(name: "CommandSupport", path: "Tests/CommandSupport"),
        .testTarget(
            name: "CommandTests", dependencies: ["modaudit", "CommandSupport", "Evidence"],
            exclude: ["Golden", "read-report.py"]),
        .testTarget(
            name: "PullTests",
            dependencies: [
                "Pull", "Evidence", "CZlib",
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .testTarget(
            name: "FaultTests", dependencies: ["modaudit", "CommandSupport"], exclude: ["faults.c"]),
    ],
    cxxLanguageStandard: .cxx17
)

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
