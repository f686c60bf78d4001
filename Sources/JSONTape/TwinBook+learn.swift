/// Making twins of records, and giving them up.
extension TwinBook {
  /// The record that has been looked for in vain can have no twins. Where none can, looking ends.
  public func refuse() {
    isDue = false
    refusals += 1
    guard refusals >= limits.refusals else { return }
    refusals = 0
    takeRest()
  }

  /// Learns the record in the view, which has been looked for in vain.
  ///
  /// - Parameters:
  ///   - structure: the record's; it must be all of its document.
  ///   - vital: the slots on whose values depends what holds for its twins.
  ///   - fresh: the slots that are read anew in each.
  /// - Returns: its number, which may have been another's; nil where nothing can be learned of it.
  public func add(_ view: RecordView, _ structure: Structure, vital: [UInt32], fresh: [UInt32]) -> UInt32? {
    isDue = false
    guard let twin = twin(view, structure, vital: vital, fresh: fresh) else { return nil }
    refusals = 0
    guard let number = makeRoom(Int(twin.byteCount)) else {
      twin.memory.deallocate()
      return nil
    }
    (twins + Int(number)).initialize(to: twin)
    byteCount += Int(twin.byteCount)
    version &+= 1
    made &+= 1
    if made & 511 == 0, hits < made { sightsNeeded = min(sightsNeeded &* 2, 64) }
    link(number)
    if others >= limits.others { fork(number) }
    return number
  }

  private func twin(_ view: RecordView, _ structure: Structure, vital: [UInt32], fresh: [UInt32]) -> Twin? {
    guard view.root == view.document.root, structure.text.count <= limits.textBytes.upperBound,
      var draft = TwinDraft(structure, view.document)
    else { return nil }
    recorder.begin()
    plan.walk(view.document, from: view.root, into: view.slots, recording: recorder)
    guard !view.slots.overflowed else { return nil }
    // Of lists of names and values, the names are as good as keys.
    for text in recorder.texts { draft.makeVital(text) }
    for slot in vital {
      _ = view.slots.contains(slot) { value in
        if value < Slots.constantBase { draft.makeVital(value) }
        return false
      }
    }
    for slot in fresh {
      guard view.slots.isPresent(slot), !view.slots.hasSeveral(slot) else { return nil }
      let value = view.slots.firstForKind(slot)
      guard value < Slots.constantBase, Int(value) < Self.tapeWords, draft.makeFresh(slot, value) else { return nil }
    }
    return draft.twin(key: key)
  }

  private func link(_ number: UInt32) {
    let head = head(twins[Int(number)].key)
    twins[Int(number)].next = head.pointee
    head.pointee = number
  }

  private func unlink(_ number: UInt32) {
    let twin = twins[Int(number)]
    let head = head(twin.key)
    if head.pointee == number {
      head.pointee = twin.next
      return
    }
    var at = Int(head.pointee)
    while twins[at].next != number { at = Int(twins[at].next) }
    twins[at].next = twin.next
  }

  /// Parts the twins with one key where one of them is seen to differ from the newest.
  private func fork(_ newest: UInt32) {
    let (key, text) = (twins[Int(newest)].key, UnsafeRawPointer(twins[Int(newest)].memory))
    let members = members(key)
    // Where they are most apart.
    func variants(_ probe: Twin.Probe) -> Int { Set(members.map { probe.key(twins[Int($0)].memory, key) }).count }
    let candidates = members.compactMap { twins[Int($0)].probe(against: text) }
    let differing = candidates.max { variants($0) < variants($1) }
    guard let differing, forks.count < limits.forks else { return }
    for member in members { unlink(member) }
    forkTable.add(key, UInt32(forks.count))
    forks.append(differing)
    for member in members {
      twins[Int(member)].key = differing.key(twins[Int(member)].memory, key)
      link(member)
    }
  }

  /// A number for a twin of so many bytes; nil where all others are in use.
  private func makeRoom(_ bytes: Int) -> UInt32? {
    var tries = 2 * count
    while byteCount + bytes > limits.bytes || (free.isEmpty && count == limits.twins) {
      guard tries > 0 else { return nil }
      tries -= 1
      victim = victim + 1 < count ? victim + 1 : 0
      if twins[victim].isUsed { twins[victim].isUsed = false } else { remove(victim) }
    }
    if let number = free.popLast() { return number }
    count += 1
    return UInt32(count - 1)
  }

  private func remove(_ number: Int) {
    let twin = twins[number]
    guard twin.byteCount > 0 else { return }
    version &+= 1
    unlink(UInt32(number))
    byteCount -= Int(twin.byteCount)
    twin.memory.deallocate()
    twins[number].byteCount = 0
    free.append(UInt32(number))
  }
}
