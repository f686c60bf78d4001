import Activity

/// What behaviour finds has the form of every finding.
public typealias BehaviourFinding = Finding
public typealias BehaviourKind = FindingKind
