import Foundation

/// OASIS's own TAXII 2.1 server, run for a test on a port of its own; ended with the last reference.
final class Medallion {
  private let process: Process
  private let folder: URL
  let port: Int
  var discovery: String { "http://127.0.0.1:\(port)/taxii2/" }

  static let collection = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
  static let secret = "472c94ae-3113-4e3e-a4dd-a9f4ac7471d4"

  /// The Python that has medallion; `nil` where it cannot be installed.
  static let python: String? = {
    let script = Process()
    script.executableURL = URL(fileURLWithPath: "/bin/bash")
    script.arguments = ["scripts/test-servers.sh"]
    let output = Pipe()
    script.standardOutput = output
    guard (try? script.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    script.waitUntilExit()
    let path = text.split(whereSeparator: \.isNewline).last.map(String.init)
    return script.terminationStatus == 0 ? path : nil
  }()

  struct CannotStart: Error {}

  /// - Parameter dates: one object is in the collection for each, added then.
  init(dates: [String], pageSize: Int = 100) throws {
    guard let python = Self.python else { throw CannotStart() }
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("yagura-medallion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    port = try Self.freePort()
    let data = folder.appendingPathComponent("data.json")
    try JSONSerialization.data(withJSONObject: Self.contents(dates, port)).write(to: data)
    let configuration: [String: Any] = [
      "backend": [
        "module": "medallion.backends.memory_backend", "module_class": "MemoryBackend", "filename": data.path,
      ],
      "users": ["analyst": "correct horse"], "taxii": ["max_page_size": pageSize],
    ]
    let file = folder.appendingPathComponent("config.json")
    try JSONSerialization.data(withJSONObject: configuration).write(to: file)
    process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-m", "medallion.scripts.run", "--port", String(port), file.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<200 {
      if Self.answers(port) { return }
      usleep(50_000)
    }
    throw CannotStart()
  }

  deinit {
    // Not `terminate` and `waitUntilExit`: a child of the test runner may have SIGTERM blocked, and would be waited for
    // for ever.
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  private static func contents(_ dates: [String], _ port: Int) -> [String: Any] {
    let objects = dates.enumerated().map { index, _ -> [String: Any] in
      [
        "type": "indicator", "spec_version": "2.1", "id": id(index), "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z", "name": "number \(index)", "pattern_type": "stix",
        "pattern": "[ipv4-addr:value = '203.0.113.\(index)']", "valid_from": "2026-01-01T00:00:00Z",
      ]
    }
    let manifest = dates.enumerated().map { index, date in
      [
        "id": id(index), "date_added": date, "version": "2026-01-01T00:00:00.000Z",
        "media_type": "application/stix+json;version=2.1",
      ]
    }
    let readable: [String: Any] = [
      "id": collection, "title": "Addresses", "can_read": true, "can_write": false,
      "media_types": ["application/stix+json;version=2.1"], "objects": objects, "manifest": manifest,
    ]
    let hidden: [String: Any] = [
      "id": secret, "title": "Secret", "can_read": false, "can_write": false, "media_types": [String](),
      "objects": [String](), "manifest": [String](),
    ]
    return [
      "/discovery": [
        "title": "Test", "default": "http://127.0.0.1:\(port)/group/", "api_roots": ["http://127.0.0.1:\(port)/group/"],
      ],
      "group": [
        "information": [
          "title": "Group", "versions": ["application/taxii+json;version=2.1"], "max_content_length": 10_000_000,
        ] as [String: Any],
        "status": [String](), "collections": [readable, hidden],
      ] as [String: Any],
    ]
  }

  private static func id(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return "indicator--00000000-0000-4000-8000-\(String(repeating: "0", count: 12 - digits.count))\(digits)"
  }

  static func freePort() throws -> Int {
    let (descriptor, port) = try LoopbackSocket.bound()
    close(descriptor)
    return port
  }

  private static func answers(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
