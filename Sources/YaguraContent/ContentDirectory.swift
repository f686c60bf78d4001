import Foundation

/// Where the content that came with the binary stands.
public enum ContentDirectory {
  /// The `Content` folder: what `YAGURA_CONTENT` names, else the copy beside the binary.
  public static var bundled: URL {
    if let named = ProcessInfo.processInfo.environment["YAGURA_CONTENT"], !named.isEmpty {
      return URL(fileURLWithPath: named, isDirectory: true)
    }
    return Bundle.module.bundleURL.appendingPathComponent("Content", isDirectory: true)
  }
}
