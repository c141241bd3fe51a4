// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "modaudit",
    products: [
        .executable(name: "modaudit", targets: ["modaudit"])
    ],
    dependencies: [
        // Pinned, so that the same commit gives the same program. To update: change the version, build, run the tests, and
        // look at the help texts among the golden runs.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
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
        .target(name: "CLimits"),
        .target(name: "CCurl"),

        // Data flows down this list; imports point up it.
        .target(name: "Utilities", dependencies: ["CLinux"]),
        .target(name: "CSV", dependencies: ["CLibCSV"]),
        .target(name: "Digests", dependencies: ["CCrypto", "CDecimals"]),
        .target(name: "Statistics", dependencies: ["Digests"]),
        .target(name: "Responses", dependencies: ["Utilities", "CSimdJSON"]),
        .target(name: "Policies", dependencies: ["Responses", "Digests", "Utilities", "CLibYAML"]),
        .target(name: "Intake", dependencies: ["Digests", "Utilities", "CZlib", "CZstd"]),
        .target(
            name: "Reporting",
            dependencies: [
                "Responses", "Policies", "Statistics", "Digests", "CSV", "Utilities", "CDecimals",
            ]),
        .target(
            name: "Reviews",
            dependencies: ["Reporting", "Policies", "Responses", "Digests", "CSV", "Utilities"]),
        .target(
            name: "Audit",
            dependencies: [
                "Intake", "Responses", "Policies", "Reporting", "Reviews", "Statistics", "Digests", "CSV",
                "Utilities",
            ]),
        .target(
            name: "Pull",
            dependencies: ["Intake", "Responses", "Digests", "CSV", "Utilities", "CCrypto", "CCurl"]),
        .target(
            name: "Sharing",
            dependencies: ["Reporting", "Policies", "Responses", "Digests", "CSV", "Utilities"]),
        .executableTarget(
            name: "modaudit",
            dependencies: [
                "Audit", "Pull", "Sharing", "Reviews", "Statistics", "Digests", "CSV", "Utilities", "CLimits",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Programs, temporary folders, random numbers and fixtures, for the tests.
        .target(name: "TestSupport", dependencies: ["CSpawn"], path: "Tests/TestSupport"),
        .target(name: "CSpawn", path: "Tests/CSpawn"),
        .testTarget(name: "ResponsesTests", dependencies: ["Responses", "TestSupport"]),
        .testTarget(name: "PoliciesTests", dependencies: ["Policies", "Responses", "Digests", "TestSupport"]),
        .testTarget(
            name: "IntakeTests",
            dependencies: ["Intake", "Digests", "Responses", "Utilities", "CZlib", "CZstd", "TestSupport"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Reporting", "Policies", "Statistics", "Responses", "Digests", "Utilities", "CLibCSV",
                "TestSupport",
            ]),
        .testTarget(
            name: "ExplainTests",
            dependencies: ["modaudit", "Audit", "Policies", "Reporting", "Responses", "TestSupport"]),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "Audit", "Intake", "Reporting", "Reviews", "Policies", "Responses", "Statistics", "Digests",
                "Utilities", "CZlib",
                "TestSupport",
            ]),
        .testTarget(
            name: "SharingTests",
            dependencies: [
                "modaudit", "Sharing", "Reporting", "Policies", "Responses", "Digests", "TestSupport",
            ]),
        .testTarget(
            name: "ReviewsTests",
            dependencies: [
                "modaudit", "Reviews", "Reporting", "Policies", "Responses", "Digests", "CSV", "Utilities",
                "TestSupport",
            ]),
        .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "TestSupport"]),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
        .testTarget(
            name: "CommandTests", dependencies: ["modaudit", "Audit", "Pull", "TestSupport"],
            exclude: ["Golden"]),
        // The TLS of the servers that the tests of `Pull` ask.
        .systemLibrary(
            name: "COpenSSL", path: "Tests/COpenSSL", pkgConfig: "libssl", providers: [.apt(["libssl-dev"])]),
        .testTarget(
            name: "PullTests",
            dependencies: ["Pull", "Digests", "Utilities", "CZlib", "CZstd", "COpenSSL", "TestSupport"]),
        .testTarget(name: "UtilitiesTests", dependencies: ["Utilities", "CSV"]),
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
            dependencies: ["Responses", "Policies", "Intake", "Digests", "Pull", "CSV", "CZlib", "CZstd"],
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
    // The tests scan much, and generic code over bytes is slow unless it is optimised.
    if ["Responses", "Policies", "Reporting"].contains(target.name) {
        settings.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
    }
    target.swiftSettings = settings
}
