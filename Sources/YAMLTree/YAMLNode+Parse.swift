extension YAMLNode {
  /// Reads all documents of a file, in order; an empty file has none.
  ///
  /// - Parameter file: how messages name the file.
  /// - Throws: `YAMLError` for broken YAML, a key that occurs twice in a map, a key that is no scalar, an unknown
  ///   alias, and whatever exceeds `YAMLLimits`.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(YAMLError) -> [YAMLNode] {
    guard bytes.count <= YAMLLimits.size else {
      throw YAMLError(
        file: file, line: 1,
        message: "the file has \(bytes.count) bytes, more than the \(YAMLLimits.size) that are read; split it")
    }
    guard !bytes.isEmpty else { return [] }
    let reader = YAMLReader(bytes, file: file)
    return try reader.documents()
  }

  /// The same of bytes in an array.
  public static func parse(_ bytes: [UInt8], file: String) throws(YAMLError) -> [YAMLNode] {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<[YAMLNode], YAMLError> in
      do throws(YAMLError) { return .success(try parse(buffer, file: file)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// The same of a text.
  public static func parse(_ text: String, file: String) throws(YAMLError) -> [YAMLNode] {
    try parse(Array(text.utf8), file: file)
  }
}
