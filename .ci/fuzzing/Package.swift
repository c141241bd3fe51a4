// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, whose build it must not burden. `.ci/fuzz` builds and runs it.
let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "modaudit", path: "../..")],
    targets: [
        .executableTarget(
            // Of Pull, what reads is linked into the target: the HTTP client would take longer to build than all the rest.
            name: "fuzz",
            dependencies: ["Auditing", "CLibCSV", "CZlib", "CZstd"].map { .product(name: $0, package: "modaudit") },
            swiftSettings: [
                .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
            ])
    ]
)
