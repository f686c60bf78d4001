import Activity

extension Observation {
  func write(_ out: inout SnapshotWriter) {
    out.write(time)
    for hash in [
      actor, issuer, email, session, credential, tenant, address, agent, operation, region, device, callingService,
      target, targetIdentity, targetCredential, reason, recordID,
    ] { out.write(hash) }
    out.write(Int64(record))
    out.write(file)
    out.write(source)
    out.write(country)
    for word in [
      actClass.rawValue, resource.rawValue, sensitivity.rawValue, outcome.rawValue, actorKind.rawValue,
      credentialKind.rawValue, human.rawValue, mfa.rawValue,
    ] { out.write(word) }
    out.write(name)
    out.write(UInt8(isPublicAddress ? 1 : 0))
  }

  init(_ input: inout SnapshotReader) throws(SnapshotError) {
    self.init()
    time = try input.read(Int64.self)
    var hashes: [UInt64] = []
    for _ in 0..<17 { hashes.append(try input.read(UInt64.self)) }
    actor = hashes[0]
    issuer = hashes[1]
    email = hashes[2]
    session = hashes[3]
    credential = hashes[4]
    tenant = hashes[5]
    address = hashes[6]
    agent = hashes[7]
    operation = hashes[8]
    region = hashes[9]
    device = hashes[10]
    callingService = hashes[11]
    target = hashes[12]
    targetIdentity = hashes[13]
    targetCredential = hashes[14]
    reason = hashes[15]
    recordID = hashes[16]
    record = Int(try input.read(Int64.self))
    file = try input.read(UInt32.self)
    source = try input.read(UInt16.self)
    country = try input.read(UInt16.self)
    actClass = try Self.word(&input)
    resource = try Self.word(&input)
    sensitivity = try Self.word(&input)
    outcome = try Self.word(&input)
    actorKind = try Self.word(&input)
    credentialKind = try Self.word(&input)
    human = try Self.word(&input)
    mfa = try Self.word(&input)
    name = try input.read(UInt64.self)
    isPublicAddress = try input.read(UInt8.self) == 1
  }

  private static func word<Word: RawRepresentable<UInt8>>(_ input: inout SnapshotReader) throws(SnapshotError) -> Word {
    guard let word = Word(rawValue: try input.read(UInt8.self)) else { throw .damaged }
    return word
  }
}
