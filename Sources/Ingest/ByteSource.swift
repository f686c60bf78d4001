/// Bytes of one input, one after another, decompressed.
protocol ByteSource: AnyObject {
  /// Fills `room` (not empty) from the start; 0 at the end. May fill less than there is room for.
  /// After it has thrown, what it gave before is all there is.
  func read(into room: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int

  /// Something to tell although everything was read; known at the end.
  var remark: InputProblem? { get }
}
