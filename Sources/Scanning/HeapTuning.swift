import CHeap

/// How the process's heap treats large blocks.
enum HeapTuning {
  /// Keeps freed blocks instead of handing them back to the system, page by page, only to ask for them again with the
  /// next chunk. What is kept is bounded by what was in use at once.
  static func keepFreedBlocks() { yagura_keep_freed_blocks() }
}
