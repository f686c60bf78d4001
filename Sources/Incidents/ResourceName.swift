/// Ids of resources as people name them.
public enum ResourceName {
  /// The last part of an ARN or of a full resource path, else the id itself.
  public static func short(_ id: String) -> String {
    let paths = ["projects/", "/subscriptions/", "//", "organizations/", "folders/"]
    let isARN = id.hasPrefix("arn:")
    guard isARN || paths.contains(where: id.hasPrefix) else { return id }
    if let part = id.split(separator: "/").last, id.contains("/") { return String(part) }
    if isARN, let part = id.split(separator: ":").last { return String(part) }
    return id
  }
}
