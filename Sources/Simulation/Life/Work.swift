/// Plays tasks: each is a small script that writes what it leaves in the logs.
struct Work {
  let stage: Stage
  var organisation: Organisation { stage.organisation }

  func play(_ task: Errand) {
    let person = organisation.people[task.person].at(task.day)
    let random = Random(stage.seed, .personTask, task.person, task.day, task.number)
    let origin = person.origin(task.place, day: task.day, start: organisation.start.number, seed: stage.seed)
    let session = person.session(task.day, origin)
    var actor = Actor(person: person, origin: origin, day: task.day, session: session, now: task.start, random: random)
    switch task.kind {
    case .signIn: signIn(&actor)
    case .phone: phone(&actor)
    case .launch: launch(&actor)
    case .drive: drive(&actor)
    case .mail: mail(&actor)
    case .office: documents(&actor)
    case .slack: slack(&actor)
    case .code: code(&actor)
    case .shell: shell(&actor)
    case .console: console(&actor)
    case .cluster: cluster(&actor)
    case .google: google(&actor)
    case .analytics: analytics(&actor)
    case .gitlab: gitlab(&actor)
    case .openai: openai(&actor)
    case .anthropic: anthropic(&actor)
    case .azure: azure(&actor)
    case .audit: audit(&actor)
    case .oktaAdmin: oktaAdmin(&actor)
    case .entraAdmin: entraAdmin(&actor)
    case .workspaceAdmin: workspaceAdmin(&actor)
    case .script: script(&actor)
    case .terraform: terraform(&actor)
    }
  }

  /// Somebody at work: who, from where, and the clock that goes on as they act.
  struct Actor {
    let person: Person
    var origin: Origin
    let day: Int
    var session: Token
    var now: Moment
    var random: Random

    /// Lets time pass: about `seconds`, at least a tenth of it.
    mutating func wait(_ seconds: Double) { now += seconds * (0.1 + 1.8 * random.fraction()) }
  }

  func date(_ actor: Actor) -> Int { organisation.start.number + actor.day }
}
