/// Why stored baselines cannot be taken.
public enum BehaviourStateError: Error, Equatable, Sendable {
  /// Not written by Yagura, cut short, or changed since: learn again from the logs.
  case damaged(String)
  /// Written by another version of the format.
  case version(UInt32)
  /// Learned with another half-life, in days: baselines of different memory do not mix.
  case halfLife(stored: Int, asked: Int)
}
