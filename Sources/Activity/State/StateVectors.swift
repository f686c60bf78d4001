extension StateOutput {
  /// By its bits.
  @inlinable
  public mutating func put(_ value: Float) { put(value.bitPattern) }

  /// Number by number.
  @inlinable
  public mutating func put<V: SIMD>(_ vector: V) where V.Scalar: FixedWidthInteger & BitwiseCopyable {
    for index in 0..<V.scalarCount { put(vector[index]) }
  }

  /// Float by float.
  @inlinable
  public mutating func put<V: SIMD>(_ vector: V) where V.Scalar == Float {
    for index in 0..<V.scalarCount { put(vector[index].bitPattern) }
  }

  /// The value as this machine holds it, for tables whose layout a state names beside them.
  ///
  /// - Parameter value: of integers, floats and vectors of them without padding, so that its bytes are the whole of it.
  @inlinable
  public mutating func put<Value: BitwiseCopyable>(bytesOf value: Value) {
    withUnsafeBytes(of: value) { storage.append(contentsOf: $0) }
  }
}

extension StateInput {
  /// A key of a table, never 0.
  @inlinable
  public mutating func key() throws(StateProblem) -> UInt64 {
    let key = try number(UInt64.self)
    guard key != 0 else { throw .damaged("a key is empty") }
    return key
  }

  /// A float that is finite and not negative: others would poison what is counted with them.
  @inlinable
  public mutating func float() throws(StateProblem) -> Float {
    let value = Float(bitPattern: try number(UInt32.self))
    guard value.isFinite, value >= 0, value <= 1e30 else { throw .damaged("a count is no number") }
    return value
  }

  /// Number by number.
  @inlinable
  public mutating func vector<V: SIMD>(_ type: V.Type = V.self) throws(StateProblem) -> V
  where V.Scalar: FixedWidthInteger & BitwiseCopyable {
    var vector = V()
    for index in 0..<V.scalarCount { vector[index] = try number(V.Scalar.self) }
    return vector
  }

  /// Floats that are finite and not negative.
  @inlinable
  public mutating func floats<V: SIMD>(_ type: V.Type = V.self) throws(StateProblem) -> V where V.Scalar == Float {
    var vector = V()
    for index in 0..<V.scalarCount { vector[index] = try float() }
    return vector
  }

  /// What `put(bytesOf:)` wrote on a machine of the same layout.
  ///
  /// - Parameter type: one of which any bytes are a value: integers, floats and vectors of them; no `Bool`, no `enum`.
  @inlinable
  public mutating func value<Value: BitwiseCopyable>(of type: Value.Type = Value.self) throws(StateProblem) -> Value {
    let start = try advance(MemoryLayout<Value>.size)
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Value.self) }
  }
}
