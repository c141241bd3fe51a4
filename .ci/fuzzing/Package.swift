// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, whose build it must not burden. `.ci/fuzz` builds and runs it.
let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "modaudit", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzz", dependencies: [.product(name: "Auditing", package: "modaudit")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("MemberImportVisibility")])
    ]
)
