import CMaxMindDB

/// Walks a database once when it is opened, so that damage is told then and by name, not met at some look-up.
struct MaxMindCheck {
  let handle: UnsafeMutablePointer<MMDB_s>
  let section: MMDBSection
  let layout: MaxMindLayout

  static let maxNodes: UInt32 = 16 << 20
  static let maxRecords = 1 << 16

  /// - Returns: what the records hold.
  func run() throws(MMDBFault) -> MaxMindDatabase.Provides {
    let nodes = handle.pointee.metadata.node_count
    let step = max(1, nodes / Self.maxNodes)
    // At most so many records are kept for checking: every `stride`-th that is met, which doubles when room runs out.
    var offsets: [UInt32] = []
    var stride = 1
    var met = 0
    var number: UInt32 = 0
    while number < nodes {
      var node = MMDB_search_node_s()
      guard MMDB_read_node(handle, number, &node) == MMDB_SUCCESS else {
        throw MMDBFault("node \(number) of its search tree cannot be read")
      }
      let records = [
        (node.left_record_type, node.left_record_entry.offset),
        (node.right_record_type, node.right_record_entry.offset),
      ]
      for (type, offset) in records {
        switch Int32(type) {
        case MMDB_RECORD_TYPE_SEARCH_NODE, MMDB_RECORD_TYPE_EMPTY: break
        case MMDB_RECORD_TYPE_DATA:
          met += 1
          if met % stride == 0 { offsets.append(offset) }
          if offsets.count >= Self.maxRecords * 2 {
            offsets = offsets.enumerated().compactMap { $0.offset % 2 == 0 ? $0.element : nil }
            stride *= 2
          }
        default: throw MMDBFault("node \(number) of its search tree points outside of the file")
        }
      }
      let (next, overflow) = number.addingReportingOverflow(step)
      if overflow { break }
      number = next
    }
    return try check(offsets)
  }

  private func check(_ offsets: [UInt32]) throws(MMDBFault) -> MaxMindDatabase.Provides {
    var provides = MaxMindDatabase.Provides()
    var last: UInt32?
    for offset in offsets.sorted() where offset != last {
      last = offset
      var budget = MMDBSection.Budget()
      do throws(MMDBFault) {
        try section.verify(Int(offset), &budget)
      } catch {
        throw MMDBFault("the record at \(offset) of its data: \(error)")
      }
      provides.formUnion(try layout.provides(section: section, record: Int(offset)))
    }
    return provides
  }
}
