import Activity

extension SharingSketch {
  /// The cells that are not empty, and the days that they are of. About 8 bytes a pair that was seen, 4 MiB at most.
  func write(to out: inout StateOutput) {
    out.put(!table.isEmpty)
    guard !table.isEmpty else { return }
    out.put(number)
    out.put(present != 0)
    out.put(UInt32(clamping: presentBits))
    out.put(UInt32(clamping: previousBits))
    var at = 0
    while at < table.count {
      let start = table[at...].firstIndex { $0 != 0 } ?? table.count
      let end = table[start...].firstIndex(of: 0) ?? table.count
      out.put(UInt32(start - at))
      out.put(UInt32(end - start))
      for cell in table[start..<end] { out.put(cell) }
      at = end
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    guard try from.flag() else { return }
    number = try from.number()
    guard number.magnitude <= UInt64(StateInput.maxTime / Self.epoch) else { throw .impossible("a day") }
    end = (number + 1) * Self.epoch
    present = try from.flag() ? Self.cells : 0
    presentBits = Int(try from.number(UInt32.self))
    previousBits = Int(try from.number(UInt32.self))
    table = [UInt32](repeating: 0, count: 2 * Self.cells)
    var at = 0
    while at < table.count {
      let empty = Int(try from.number(UInt32.self))
      let full = Int(try from.number(UInt32.self))
      guard empty + full > 0, empty <= table.count - at, full <= table.count - at - empty else {
        throw .impossible("a count of what is shared")
      }
      at += empty
      for place in at..<at + full { table[place] = try from.number() }
      at += full
    }
  }
}

extension CredentialChains {
  func write(to out: inout StateOutput) {
    out.put(count: holders.count)
    for (credential, holder) in holders.sorted(by: { $0.key < $1.key }) {
      out.put(credential)
      out.put(holder.root)
      out.put(holder.time)
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    for _ in 0..<(try from.count(of: 24, atMost: capacity)) {
      let credential = try from.number(UInt64.self)
      let root = try from.number(UInt64.self)
      holders[credential] = Holder(root: root, time: try from.time())
    }
  }
}

extension RiskLedger {
  func write(to out: inout StateOutput) {
    out.put(count: accounts.count)
    for (identity, account) in accounts.sorted(by: { $0.key < $1.key }) {
      out.put(identity)
      out.put(account.time)
      out.put(account.before)
      out.put(account.at)
    }
  }

  mutating func read(_ from: inout StateInput) throws(StateProblem) {
    for _ in 0..<(try from.count(of: 32, atMost: capacity)) {
      let identity = try from.number(UInt64.self)
      let time = try from.time()
      let before = Int64(try from.tally())
      accounts[identity] = Account(time: time, before: before, at: Int64(try from.tally()))
    }
  }
}
