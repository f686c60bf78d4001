import Activity

extension BehaviourKind {
  static let machineAtConsole = BehaviourKind(
    id: "behaviour-machine-at-console",
    title: "An identity of keys signs in to the console",
    titleJa: "キー専用の ID がコンソールにサインイン",
    summary:
      "An identity that until now only used access keys signed in to the console as a person would. With a password that was just made for it, it is a way to stay.",
    summaryJa: "これまでアクセスキーだけを使っていた ID が、人のようにコンソールへサインインしました。直前に作られたパスワードを使っている場合は、居座るための手口です。",
    tags: ["attack.persistence", "attack.t1098", "attack.t1078.004", "csa.tt2022.01"],
    falsePositives: ["A developer's identity that is given a console password"],
    response: ["disable-credential", "contain-identity"])
}

/// Shared out by subject.
extension Sequences {
  func judgeConsole(_ m: Moment) {
    guard m.isSignIn, m.traits.contains(.consoleSignIn) else { return }
    let place = subjects.find(m.subject)
    guard place >= 0 else { return }
    let state = subjects.entries[place]
    if subjects.entries[place].consoleSignIns < .max { subjects.entries[place].consoleSignIns += 1 }
    let isMachine = m.o.actorKind == .serviceAccount
    guard isMachine || state.keyDays > 0, state.consoleSignIns == 0,
      m.o.time - state.firstSeen >= options.settled
    else { return }
    let mark = mark(m.o.actor)
    let made =
      mark.map { $0.loginProfile.isDone && m.o.time - $0.loginProfile.time <= options.loginProfileWindow } ?? false
    let isElsewhere = (m.arrival?.isNew ?? false) && !isCommon(m.facts.site)
    var level: Level = .low
    if made { level = isElsewhere ? .high : .medium } else if isMachine || isElsewhere { level = .medium }
    raise(.console, level, m, entity: m.subject, related: mark.map { [$0.loginProfile.evidence] } ?? []) {
      let span = Self.span(m.o.time - state.firstSeen)
      var reasons = [
        Self.reason(
          "first console sign-in of \(text(m.o.actor)) in \(span.en); keys only until now",
          "\(text(m.o.actor)) の \(span.ja)の監視で初めてコンソールにサインインしました。これまではキーだけを使っていました")
      ]
      if made, let mark {
        let age = Self.span(m.o.time - mark.loginProfile.time)
        reasons.append(
          Self.reason(
            "its password was made \(age.en) before by \(text(mark.loginProfile.by))",
            "パスワードは \(age.ja)前に \(text(mark.loginProfile.by)) が作成しました"))
      }
      if isElsewhere {
        reasons.append(
          Self.reason(
            "from \(placeText(m.o.address, m.country)), a network new to it",
            "この ID では初めてのネットワーク \(placeText(m.o.address, m.country)) からです"))
      }
      return reasons
    }
  }
}
