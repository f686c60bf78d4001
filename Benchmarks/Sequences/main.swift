// What the sequence detectors cost a record: `swift run -c release sequence-bench`.

import Activity
import Behaviour

/// SplitMix64.
struct Generator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// Work of so many identities with two credentials and two addresses each, so many records at a time by one, sixty a
/// minute for each thousand identities but at least 240; `notable` in a thousand records are
/// sign-ins, role sessions, credentials, deletions.
func records(_ count: Int, identities: Int, burst: Int, notable: Int, names: Names) -> [Observation] {
  var random = Generator(state: 1)
  let actors = (0..<identities).map { names.keep("aws:111122223333:user:u\($0)") }
  let keys = (0..<identities * 2).map { names.keep("AKIA\($0)") }
  let addresses = (0..<identities * 2).map { names.keep("\(1 + $0 % 200).\($0 / 200 % 250).\($0 / 50_000).7") }
  let roles = (0..<64).map { names.keep("aws:111122223333:role:r\($0)") }
  let read = names.keepOperation(service: "s3", operation: "GetObject")
  let assume = names.keepOperation(service: "sts", operation: "AssumeRole")
  let signIn = names.keepOperation(service: "signin", operation: "ConsoleLogin")
  let delete = names.keepOperation(service: "ec2", operation: "DeleteVolume")
  var made: [Observation] = []
  made.reserveCapacity(count)
  var (identity, half) = (0, 0)
  for index in 0..<count {
    if random.below(burst) == 0 { (identity, half) = (random.below(identities), random.below(2)) }
    var o = Observation()
    o.time = 1_767_571_200_000_000 + Int64(index) * 1_000_000 / Int64(max(4, identities / 1_000))
    o.actor = actors[identity]
    o.actorKind = .user
    o.credential = keys[identity * 2 + half]
    o.credentialKind = .longLivedKey
    o.address = addresses[identity * 2 + half]
    o.operation = read
    o.actClass = .dataRead
    o.resource = .storage
    o.outcome = .success
    o.recordID = random.next()
    o.record = index
    if random.below(1_000) < notable {
      switch random.below(4) {
      case 0, 1:
        (o.actClass, o.resource, o.operation) = (.authenticate, .role, assume)
        o.targetIdentity = roles[identity % 64]
        o.targetCredential = random.next() | 1
      case 2: (o.actClass, o.resource, o.operation, o.human) = (.authenticate, .session, signIn, .yes)
      default: (o.actClass, o.resource, o.operation, o.sensitivity) = (.delete, .storage, delete, .medium)
      }
    }
    made.append(o)
  }
  return made
}

func nanoseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
}

print("identities  burst  notable/1000   ns/record  first pass  judged %")
for (identities, burst, notable) in [
  (1_000, 1, 0), (1_000, 16, 0), (1_000, 16, 100), (20_000, 1, 0), (20_000, 16, 0), (20_000, 16, 100), (100_000, 1, 0),
  (100_000, 16, 0), (100_000, 16, 100),
] {
  let names = Names()
  let batch = records(2_000_000, identities: identities, burst: burst, notable: notable, names: names)
  let sequences = Sequences(names: names)
  let clock = ContinuousClock()
  var found = 0
  let first = clock.measure { for record in batch { sequences.observe(record) { _ in found += 1 } } }
  let judged = sequences.statistics.judged
  var best = Double.infinity
  for pass in 1...3 {
    let shift = Int64(pass) * (batch[batch.count - 1].time - batch[0].time + 1_000_000)
    let later = batch.map { record in
      var record = record
      record.time += shift
      return record
    }
    let time = clock.measure { for record in later { sequences.observe(record) { _ in found += 1 } } }
    best = min(best, nanoseconds(time) / Double(batch.count))
  }
  let share = Double(sequences.statistics.judged - judged) / Double(batch.count * 3) * 100
  func pad(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
  func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
  print(
    pad("\(identities)", 10), pad("\(burst)", 6), pad("\(notable)", 12), pad(tenths(best), 12),
    pad(tenths(nanoseconds(first) / Double(batch.count)), 11), pad(tenths(share), 9), " findings", found)
}
