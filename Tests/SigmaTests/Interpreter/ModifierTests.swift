import Testing

@testable import Sigma

@Suite("Value modifiers")
struct ModifierTests {
  /// A search, a record, and whether the one fires on the other.
  struct Case: CustomTestStringConvertible {
    var search: String
    var record: String
    var fires: Bool
    var testDescription: String { "\(search) on \(record)" }

    init(_ search: String, _ record: String, _ fires: Bool) {
      self.search = search
      self.record = record
      self.fires = fires
    }
  }

  private func check(_ test: Case) throws {
    #expect(try Rules.fires(test.search, test.record) == test.fires)
  }

  @Test(
    "contains, startswith and endswith look at a part, without regard to ASCII case",
    arguments: [
      Case("f|contains: 'bcd'", #"{"f":"aBCDe"}"#, true), Case("f|contains: 'x'", #"{"f":"abc"}"#, false),
      Case("f|startswith: 'ab'", #"{"f":"ABc"}"#, true), Case("f|startswith: 'b'", #"{"f":"abc"}"#, false),
      Case("f|endswith: 'bc'", #"{"f":"aBC"}"#, true), Case("f|endswith: 'b'", #"{"f":"abc"}"#, false),
      Case("f|contains: 44", #"{"f":14401}"#, true), Case("f|contains: 'Ä'", #"{"f":"xäx"}"#, false),
      Case("f|contains: 'a*c'", #"{"f":"xxabbbcxx"}"#, true), Case("f|contains: ''", #"{"f":""}"#, true),
    ])
  func parts(_ test: Case) throws { try check(test) }

  @Test(
    "all asks for every value, neq for none of them",
    arguments: [
      Case("f|contains|all: [a, b]", #"{"f":"xbxa"}"#, true), Case("f|contains|all: [a, b]", #"{"f":"xa"}"#, false),
      Case("f|all|contains: [a, b]", #"{"f":"ab"}"#, true),
      Case("f|all: [a, b]", #"{"f":["b","a"]}"#, true), Case("f|neq: a", #"{"f":"b"}"#, true),
      Case("f|neq: a", #"{"f":"A"}"#, false), Case("f|neq: [a, b]", #"{"f":"b"}"#, false),
      Case("f|neq: [1, 2]", #"{"f":3}"#, true), Case("f|neq: a", #"{}"#, true), Case("f|neq: null", #"{}"#, false),
      Case("f|contains|neq: a", #"{"f":"xax"}"#, false),
    ])
  func linking(_ test: Case) throws { try check(test) }

  @Test(
    "cased compares case",
    arguments: [
      Case("f|cased: Abc", #"{"f":"Abc"}"#, true), Case("f|cased: Abc", #"{"f":"abc"}"#, false),
      Case("f|contains|cased: Bc", #"{"f":"ABcd"}"#, true), Case("f|cased|contains: Bc", #"{"f":"abcd"}"#, false),
    ])
  func cased(_ test: Case) throws { try check(test) }

  @Test(
    "re finds a pattern anywhere, with case unless i is set",
    arguments: [
      Case("f|re: 'b.d'", #"{"f":"abcde"}"#, true), Case("f|re: '^b'", #"{"f":"abc"}"#, false),
      Case("f|re: 'ABC'", #"{"f":"abc"}"#, false), Case("f|re|i: 'ABC'", #"{"f":"abc"}"#, true),
      Case("f|re: '^b$'", #"{"f":"a\nb\nc"}"#, false), Case("f|re|m: '^b$'", #"{"f":"a\nb\nc"}"#, true),
      Case("f|re: 'a.b'", #"{"f":"a\nb"}"#, false), Case("f|re|s: 'a.b'", #"{"f":"a\nb"}"#, true),
      Case("f|re|i|m|s: '^B.c'", #"{"f":"a\nb\nc"}"#, true), Case(#"f|re: '\\\\x'"#, #"{"f":"a\\\\x"}"#, true),
      Case("f|re: '^4\\d+$'", #"{"f":4625}"#, true), Case("f|re: '[[:digit:]]{2}'", #"{"f":"x12"}"#, true),
      Case("f|re: '.'", #"{"f":null}"#, false), Case("f|re: '^.$'", #"{"f":"é"}"#, true),
    ])
  func regex(_ test: Case) throws { try check(test) }

  @Test(
    "cidr takes addresses of both families, and nothing else",
    arguments: [
      Case("f|cidr: 10.0.0.0/8", #"{"f":"10.20.30.40"}"#, true),
      Case("f|cidr: 10.0.0.0/8", #"{"f":"11.0.0.1"}"#, false),
      Case("f|cidr: 10.0.0.0/8", #"{"f":"::ffff:10.1.2.3"}"#, true),
      Case("f|cidr: 10.1.2.3", #"{"f":"10.1.2.3"}"#, true),
      Case("f|cidr: 10.0.0.0/8", #"{"f":"10.1.2.3:443"}"#, false),
      Case("f|cidr: 10.0.0.0/8", #"{"f":"010.1.2.3"}"#, false),
      Case("f|cidr: fe80::/10", #"{"f":"FE80::1"}"#, true), Case("f|cidr: fe80::/10", #"{"f":"fec0::1"}"#, false),
      Case("f|cidr: '2001:db8::/32'", #"{"f":"2001:db8:1::5"}"#, true),
      Case("f|cidr: '::1/128'", #"{"f":"::1"}"#, true),
      Case("f|cidr: 0.0.0.0/0", #"{"f":"8.8.8.8"}"#, true), Case("f|cidr: 0.0.0.0/0", #"{"f":"::1"}"#, false),
      Case("f|cidr: [192.168.0.0/16, 10.0.0.0/8]", #"{"f":["x","10.0.0.1"]}"#, true),
    ])
  func cidr(_ test: Case) throws { try check(test) }

  @Test(
    "numbers compare as numbers, also those in texts",
    arguments: [
      Case("f|gt: 5", #"{"f":6}"#, true), Case("f|gt: 5", #"{"f":5}"#, false), Case("f|gte: 5", #"{"f":5.0}"#, true),
      Case("f|lt: 5", #"{"f":"4.5"}"#, true), Case("f|lte: 5", #"{"f":"5e0"}"#, true),
      Case("f|lt: 5", #"{"f":"x"}"#, false),
      Case("f|lt: 5", #"{"f":" 4"}"#, false), Case("f|lt: 5", #"{"f":null}"#, false),
      Case("f|lt: 5", #"{"f":true}"#, false),
      Case("f|gt: -1.5", #"{"f":-1}"#, true), Case("f|gte: '7'", #"{"f":7}"#, true),
      Case("f|gt: 5", #"{"f":[1,9]}"#, true),
    ])
  func numbers(_ test: Case) throws { try check(test) }

  @Test(
    "exists asks for presence, null included",
    arguments: [
      Case("f|exists: true", #"{"f":null}"#, true), Case("f|exists: true", #"{"f":[]}"#, true),
      Case("f|exists: true", #"{"g":1}"#, false), Case("f|exists: false", #"{"g":1}"#, true),
      Case("f|exists: 'yes'", #"{"f":""}"#, true), Case("a.b|exists: true", #"{"a":[{"c":1},{"b":1}]}"#, true),
      Case("f: null", #"{"f":null}"#, true), Case("f: null", #"{}"#, true), Case("f: null", #"{"f":""}"#, false),
      Case("f: ~", #"{"f":[1,null]}"#, true), Case("f: null", #"{"f":[]}"#, false), Case("f: ''", #"{"f":""}"#, true),
      Case("f: ''", #"{}"#, false), Case("f: ''", #"{"f":null}"#, false), Case("f: [null, '']", #"{"f":""}"#, true),
    ])
  func presence(_ test: Case) throws { try check(test) }

  @Test(
    "encodings are applied before the search for a part",
    arguments: [
      Case("f|base64: 'foobar'", #"{"f":"Zm9vYmFy"}"#, true),
      Case("f|base64|contains: 'fooba'", #"{"f":"xxZm9vYmE=xx"}"#, true),
      // "/bin/sh" within longer texts, at each of the three offsets.
      Case("f|base64offset|contains: '/bin/sh'", #"{"f":"L2Jpbi9zaCAtaQ=="}"#, true),
      Case("f|base64offset|contains: '/bin/sh'", #"{"f":"eC9iaW4vc2ggLWk="}"#, true),
      Case("f|base64offset|contains: '/bin/sh'", #"{"f":"eHgvYmluL3NoIC1p"}"#, true),
      Case("f|base64offset|contains: '/bin/sh'", #"{"f":"L2Jpbi9scw=="}"#, false),
      Case("f|wide|base64offset|contains: 'ping'", #"{"f":"eHhwAGkAbgBnAA=="}"#, true),
      Case("f|utf16le|base64: 'ab'", #"{"f":"YQBiAA=="}"#, true),
      Case("f|utf16be|base64: 'ab'", #"{"f":"AGEAYg=="}"#, true),
      Case("f|utf16|base64: 'ab'", #"{"f":"//5hAGIA"}"#, true), Case("f|wide: 'ab'", #"{"f":"a\u0000b\u0000"}"#, true),
    ])
  func encodings(_ test: Case) throws { try check(test) }

  @Test(
    "windash takes every dash before a word in five shapes",
    arguments: [
      Case("f|windash|contains: ' -f'", #"{"f":"x /f"}"#, true),
      Case("f|windash|contains: ' -f'", #"{"f":"x –f"}"#, true),
      Case("f|windash|contains: ' /f'", #"{"f":"x -f"}"#, true),
      Case("f|contains|windash: ' -f'", #"{"f":"x ―f"}"#, true),
      Case("f|windash: '-a -b'", #"{"f":"/a —b"}"#, true), Case("f|windash: 'a-b'", #"{"f":"a/b"}"#, false),
      Case("f|windash|contains|all: [' -a', ' -b']", #"{"f":"x /a -b"}"#, true),
      Case("f|windash|contains|all: [' -a', ' -b']", #"{"f":"x /a"}"#, false),
      Case("f|base64offset|contains|all: ['/bin/sh', 'x']", #"{"f":"L2Jpbi9zaCAtaQ== eHh4"}"#, true),
    ])
  func windash(_ test: Case) throws {
    try check(test)
  }

  @Test(
    "fieldref compares with another field",
    arguments: [
      Case("f|fieldref: g", #"{"f":"Ab","g":"aB"}"#, true), Case("f|fieldref: g", #"{"f":"a","g":"b"}"#, false),
      Case("f|fieldref|cased: g", #"{"f":"Ab","g":"aB"}"#, false), Case("f|fieldref: g", #"{"f":1,"g":"1"}"#, true),
      Case("f|fieldref|startswith: g", #"{"f":"abc","g":"AB"}"#, true),
      Case("f|endswith|fieldref: g", #"{"f":"abc","g":"bc"}"#, true),
      Case("f|fieldref|contains: g.h", #"{"f":"abc","g":{"h":["x","b"]}}"#, true),
      Case("f|fieldref: g", #"{"f":"a"}"#, false), Case("f|fieldref|neq: g", #"{"f":"a","g":"b"}"#, true),
      Case("f|fieldref: g", #"{"f":null,"g":null}"#, false),
    ])
  func fieldref(_ test: Case) throws { try check(test) }

  @Test(
    "parts of a time are UTC",
    arguments: [
      Case("t|hour: 23", #"{"t":"2024-03-01T23:05:09Z"}"#, true),
      Case("t|hour: 21", #"{"t":"2024-03-01T23:05:09+02:00"}"#, true),
      Case("t|minute: 5", #"{"t":"2024-03-01 23:05"}"#, true),
      Case("t|day: 29", #"{"t":"2024-02-29T00:00:00.123Z"}"#, true),
      Case("t|month: 2", #"{"t":"2024-02-29"}"#, true), Case("t|year: 2024", #"{"t":1709200000}"#, true),
      Case("t|week: 1", #"{"t":"2024-12-31T10:00:00Z"}"#, true),
      Case("t|week: 53", #"{"t":"2021-01-03T10:00:00Z"}"#, true),
      Case("t|hour|gte: 22", #"{"t":"2024-03-01T23:05:09Z"}"#, true),
      Case("t|gte|hour: 22", #"{"t":"2024-03-01T03:05:09Z"}"#, false),
      Case("t|hour|lt: 6", #"{"t":1709200000000}"#, false),
      Case("t|hour: [9, 10]", #"{"t":"2024-03-01T10:00:00Z"}"#, true),
      Case("t|hour: 5", #"{"t":"no time"}"#, false), Case("t|year: 1969", #"{"t":"1969-12-31T23:59:59Z"}"#, true),
    ])
  func time(_ test: Case) throws { try check(test) }

  @Test(
    "a modifier that cannot be is refused, and the message says what to do",
    arguments: [
      ("f|contain: a", "unknown modifier 'contain'"), ("f|Contains: a", "lower case: 'contains'"),
      ("f|i: a", "after 're'"), ("f|contains|re: a", "first modifier"), ("f|re: '(a'", "not closed"),
      ("f|re: 'a)'", "has no '('"), ("f|re: '[a'", "not closed"), ("f|re: ''", "empty"),
      (#"f|re: 'a\'"#, "lone backslash"),
      ("f|cidr: 10.0.0.0/33", "no network"), ("f|cidr: example.com", "no network"), ("f|gt: abc", "takes a number"),
      ("f|exists: maybe", "true or false"), ("f|base64: 'a*'", "without wildcards"),
      ("f|contains: null", "null takes no"),
      ("f|hour: x", "whole number"), ("f|gt|contains: 5", "cannot follow"), ("f|fieldref: ''", "name of another field"),
      ("f|cidr|re: 10.0.0.0/8", "cannot follow"), ("f|windash: '-a -b -c -d -e -f'", "at most five"),
    ])
  func refused(search: String, message: String) throws {
    let problem = try Rules.error(Rules.text("sel:\n  \(search)"))
    #expect(problem.message.contains(message))
    #expect(problem.location.line == 5)
  }
}
