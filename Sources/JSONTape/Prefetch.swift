import CSimdJSON

/// Has the processor fetch what will be read soon.
public enum Prefetch {
  @inline(__always)
  public static func of<Pointee: BitwiseCopyable>(_ place: UnsafePointer<Pointee>) {
    yagura_prefetch(place, MemoryLayout<Pointee>.size)
  }

  @inline(__always)
  public static func of(_ place: UnsafeRawPointer, _ bytes: Int) { yagura_prefetch(place, bytes) }
}
