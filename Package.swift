// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "modaudit",
    products: [
        .executable(name: "modaudit", targets: ["modaudit"]),
        // For `.ci/fuzzing`, a package of its own.
        .library(name: "Auditing", targets: ["Responses", "Policies", "Intake"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
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
        .target(name: "Evidence", dependencies: ["CCrypto"]),
        .target(name: "Policies", dependencies: ["Responses", "Evidence", "Yams"]),
        .target(name: "Intake", dependencies: ["Responses", "CZlib", "CZstd"]),
        .target(
            name: "Reporting",
            dependencies: ["Responses", "Policies", "CLibCSV", "CDecimals", "CLinux"]),
        .target(name: "Audit", dependencies: ["Intake", "Responses", "Policies", "Reporting", "Evidence"]),
        .executableTarget(
            name: "modaudit",
            dependencies: [
                "Audit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "ResponsesTests", dependencies: ["Responses"]),
        .testTarget(name: "PoliciesTests", dependencies: ["Policies", "Responses", "Evidence"]),
        .testTarget(name: "IntakeTests", dependencies: ["Intake", "Responses", "CZlib", "CZstd"]),
        .testTarget(
            name: "ReportingTests", dependencies: ["Reporting", "Policies", "Responses", "CLibCSV"]),
        .testTarget(
            name: "AuditTests",
            dependencies: ["Audit", "Intake", "Reporting", "Policies", "Responses", "CZlib"]),
        .testTarget(name: "ArchitectureTests"),
        // Runs the command that lies beside the tests.
        .target(name: "CommandSupport", path: "Tests/CommandSupport"),
        .testTarget(
            name: "CommandTests", dependencies: ["modaudit", "CommandSupport", "Evidence"],
            exclude: ["Golden", "read-report.py"]),
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
