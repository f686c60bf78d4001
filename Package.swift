// swift-tools-version: 6.1
import PackageDescription

// Floors, from the ground up. A room may import only rooms below it; the dependency lists below are
// what enforces that. docs/architecture.md says what each room owns.

/// A C or C++ library of the system, found through pkg-config.
func library(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

/// What is no part of the content's target, whose folder is the package's, because `Content` stands at its root.
let elsewhere =
  [
    ".ci", "Benchmarks", "CHANGELOG.md", "CONTRIBUTING.md", "Examples", "LICENSE", "Makefile", "NOTICE", "README.ja.md",
    "README.md", "SECURITY.md", "Tests", "docs", "scripts",
  ]
  + [
    "Activity", "Behaviour", "CDeflate", "CHeap", "CJemalloc", "CMaxMindDB", "CPCRE2", "CSimdJSON", "CSimdJSONLib",
    "CVectorscan",
    "CYAML", "CZlib", "CZstd", "Detection", "Expectations", "Feeds", "Incidents", "Ingest", "Intel", "JSONTape",
    "Report",
    "Scanning", "Sigma", "Simulation", "YAMLTree", "yagura", "yagura-bench",
  ].map { "Sources/\($0)" }

/// The hot path's rooms are checked for overlapping access in debug builds; in release builds the checks cost a tenth
/// of the time.
let hot: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// Sanitizers bring a heap of their own, and no other beside it: for them, set YAGURA_SYSTEM_HEAP.
let ownHeap = Context.environment["YAGURA_SYSTEM_HEAP"] == nil

let package = Package(
  name: "yagura",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "yagura", targets: ["yagura"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    // Floor 0: other people's C and C++.
    library("CSimdJSONLib", pkgConfig: "simdjson", apt: "libsimdjson-dev", brew: "simdjson"),
    library("CVectorscan", pkgConfig: "libhs", apt: "libvectorscan-dev", brew: "vectorscan"),
    library("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
    library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
    library("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev", brew: "libdeflate"),
    library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
    library("CMaxMindDB", pkgConfig: "libmaxminddb", apt: "libmaxminddb-dev", brew: "libmaxminddb"),
    .target(name: "CSimdJSON", dependencies: ["CSimdJSONLib"]),
    library("CJemalloc", pkgConfig: "jemalloc", apt: "libjemalloc-dev", brew: "jemalloc"),
    .target(
      name: "CHeap", dependencies: ownHeap ? [.target(name: "CJemalloc", condition: .when(platforms: [.linux]))] : [],
      cSettings: ownHeap ? [.define("YAGURA_JEMALLOC", .when(platforms: [.linux]))] : []),

    // Floor 1: documents.
    .target(name: "YAMLTree", dependencies: ["CYAML"]),
    .target(name: "JSONTape", dependencies: ["CSimdJSON"], swiftSettings: hot),

    // Floor 2: what happened.
    .target(name: "Activity", dependencies: ["JSONTape", "YAMLTree"], swiftSettings: hot),

    // Floor 3: the rule language.
    .target(name: "Sigma", dependencies: ["JSONTape", "YAMLTree", "CVectorscan", "CPCRE2"], swiftSettings: hot),

    // Floor 3: what is normal for whom.
    .target(name: "Behaviour", dependencies: ["Activity", "JSONTape"], swiftSettings: hot),

    // Floor 3: what is declared of whom.
    .target(name: "Expectations", dependencies: ["Activity", "JSONTape", "YAMLTree"]),
    // Floor 3: what is known of addresses, and indicators of compromise.
    .target(
      name: "Intel", dependencies: ["Activity", "JSONTape", "YAMLTree", "CMaxMindDB", "CPCRE2", "CZlib"],
      swiftSettings: hot),

    // Floor 4: alerts.
    .target(
      name: "Detection",
      dependencies: [
        "Sigma", "Behaviour", "Intel", "Expectations", "Activity", "JSONTape", "YAMLTree",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: hot),

    // Floor 5: incidents.
    .target(
      name: "Incidents", dependencies: ["Detection", "Behaviour", "Activity", "JSONTape"], swiftSettings: hot),

    // Floor 8: the ways in.
    .target(name: "Ingest", dependencies: ["JSONTape", "CSimdJSON", "CZstd", "CZlib", "CDeflate"]),

    // Floor 8: threat intelligence fetched from servers.
    .target(
      name: "Feeds",
      dependencies: [
        "Intel", "JSONTape", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),

    // Floor 9: the ways out.
    .target(name: "Report", dependencies: ["Incidents", "Detection", "Behaviour", "Expectations", "Activity"]),

    // Floor 9: logs of an organisation that does not exist.
    .target(name: "Simulation", dependencies: ["CDeflate"], swiftSettings: hot),

    // Floor 10: the rooms in a row, from input to report.
    .target(
      name: "Scanning",
      dependencies: [
        "YaguraContent", "Report", "Ingest", "Incidents", "Detection", "Expectations", "Sigma", "Activity", "JSONTape",
        "YAMLTree", "CHeap",
      ]),

    // Content that security people edit, copied beside the binary.
    .target(
      name: "YaguraContent", path: ".",
      exclude: elsewhere, sources: ["Sources/YaguraContent"], resources: [.copy("Content")]),

    // Measures the rooms beside simdjson; no part of what is installed.
    .executableTarget(
      name: "yagura-bench",
      dependencies: ["Scanning", "YaguraContent", "Detection", "Sigma", "JSONTape", "CSimdJSON"]),

    // Measures what the sequence detectors cost a record.
    .executableTarget(
      name: "sequence-bench", dependencies: ["Behaviour", "Activity"], path: "Benchmarks/Sequences",
      swiftSettings: hot),

    // Floor 11: the command line.
    .executableTarget(
      name: "yagura",
      dependencies: [
        "Behaviour",
        "Scanning", "YaguraContent", "Report", "Ingest", "Incidents", "Detection", "Expectations", "Sigma",
        "Activity", "JSONTape", "YAMLTree", "Simulation", "Intel", "Feeds",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "FuzzSupport", dependencies: ["JSONTape"], path: "Tests/FuzzSupport"),
    .testTarget(name: "FramingTests", dependencies: ["CSimdJSON"]),
    .testTarget(name: "IngestTests", dependencies: ["Scanning", "Ingest", "CDeflate", "CZstd"]),
    .testTarget(name: "YAMLTreeTests", dependencies: ["FuzzSupport", "YAMLTree"]),
    .testTarget(name: "JSONTapeTests", dependencies: ["FuzzSupport", "JSONTape"]),
    .testTarget(
      name: "ScanningTests",
      dependencies: [
        "CHeap", "FuzzSupport", "Scanning", "Report", "Ingest", "Incidents", "Detection", "Behaviour", "Expectations",
        "Sigma",
        "Activity", "JSONTape", "YAMLTree", "Simulation",
      ]),
    .testTarget(name: "ExpectationsTests", dependencies: ["FuzzSupport", "Expectations", "Activity"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Scanning", "Detection"]),
    .testTarget(name: "BehaviourTests", dependencies: ["Behaviour", "Activity"]),
    .testTarget(name: "IntelTests", dependencies: ["FuzzSupport", "Intel", "Activity", "JSONTape"]),
    .testTarget(name: "FeedsTests", dependencies: ["Feeds", "Intel"]),
    .testTarget(name: "SigmaTests", dependencies: ["FuzzSupport", "Sigma", "JSONTape", "YAMLTree"]),
    .target(name: "AlertFixtures", dependencies: ["Detection", "Activity"], path: "Tests/AlertFixtures"),
    .testTarget(name: "IncidentsTests", dependencies: ["AlertFixtures", "Incidents", "Detection", "Activity"]),
    .testTarget(
      name: "ReportTests",
      dependencies: ["AlertFixtures", "Report", "Incidents", "Detection", "Expectations", "Activity"]),
  ],
  cxxLanguageStandard: .cxx17
)
