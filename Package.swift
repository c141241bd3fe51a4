// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "modaudit",
    products: [
        .executable(name: "modaudit", targets: ["modaudit"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
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
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),

        // The house: data flows down this list, imports point up it.
        .target(name: "Responses", dependencies: ["CSimdJSON"]),
        .target(name: "Digests", dependencies: ["CCrypto"]),
        .target(name: "Policies", dependencies: ["Responses", "Digests", "CLibYAML"]),
        .target(name: "Intake", dependencies: ["Responses", "CZlib", "CZstd"]),
        .target(
            name: "Reporting",
            dependencies: [
                "Responses", "Policies", "Digests", "CLibCSV", "CDecimals", "CLinux",
            ]),
        .target(name: "Audit", dependencies: ["Intake", "Responses", "Policies", "Reporting", "Digests"]),
        .target(
            name: "Pull", dependencies: ["Intake", "Responses", "Digests", "CLibCSV", "CCrypto", "CCurl"]),
        .executableTarget(
            name: "modaudit",
            dependencies: [
                "Audit", "Pull", "Digests",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "ResponsesTests", dependencies: ["Responses"]),
        .testTarget(name: "PoliciesTests", dependencies: ["Policies", "Responses", "Digests"]),
        .testTarget(name: "IntakeTests", dependencies: ["Intake", "Responses", "CZlib", "CZstd"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Reporting", "Policies", "Responses", "Digests", "CLibCSV"]),
        .testTarget(
            name: "ExplainTests", dependencies: ["modaudit", "Audit", "Policies", "Reporting", "Responses"]),
        .testTarget(
            name: "AuditTests",
            dependencies: ["Audit", "Intake", "Reporting", "Policies", "Responses", "Digests", "CZlib"]),
        .testTarget(name: "ArchitectureTests"),
        // Runs the command that lies beside the tests.
        .target(name: "CommandSupport", path: "Tests/CommandSupport"),
        .testTarget(
            name: "CommandTests", dependencies: ["modaudit", "CommandSupport", "Digests"],
            exclude: ["Golden", "open-in-spreadsheet.py", "read-report.py"]),
        // The TLS of the servers that the tests of `Pull` ask.
        .systemLibrary(
            name: "COpenSSL", path: "Tests/COpenSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
        .testTarget(
            name: "PullTests",
            dependencies: ["Pull", "Digests", "CZlib", "CZstd", "COpenSSL"]),
        .testTarget(
            name: "FaultTests", dependencies: ["modaudit", "CommandSupport"], exclude: ["faults.c"]),
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
