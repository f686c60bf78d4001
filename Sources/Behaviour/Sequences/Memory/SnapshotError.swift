/// Why a snapshot was refused. The state is then as it was before; start without one.
public enum SnapshotError: Error, Sendable, Equatable {
  /// Not a snapshot of sequences, cut short, or altered: the checksum does not hold.
  case damaged
  /// Written by another version, or for another machine's layout.
  case otherVersion
  /// Written by a shard with another number, or of another count.
  case otherShard
}
