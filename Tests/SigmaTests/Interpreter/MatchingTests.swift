import Testing

@testable import Sigma

@Suite("Values, fields and keywords")
struct MatchingTests {
  typealias Case = ModifierTests.Case

  @Test(
    "wildcards and escapes",
    arguments: [
      Case("f: 'a*c'", #"{"f":"abbbc"}"#, true), Case("f: 'a*c'", #"{"f":"abbbcd"}"#, false),
      Case("f: 'a?c'", #"{"f":"aéc"}"#, true), Case("f: 'a?c'", #"{"f":"ac"}"#, false),
      Case("f: 'a?c'", #"{"f":"a😀c"}"#, true),
      Case(#"f: 'a\*c'"#, #"{"f":"a*c"}"#, true), Case(#"f: 'a\*c'"#, #"{"f":"abc"}"#, false),
      Case(#"f: 'a\?'"#, #"{"f":"a?"}"#, true), Case(#"f: 'C:\Windows\x.exe'"#, #"{"f":"c:\\windows\\X.exe"}"#, true),
      Case(#"f: 'a\\b'"#, #"{"f":"a\\b"}"#, true), Case(#"f: 'a\\*'"#, #"{"f":"a\\bcd"}"#, true),
      Case(#"f: 'a\\*'"#, #"{"f":"a*"}"#, false), Case(#"f: 'a\\\*'"#, #"{"f":"a\\*"}"#, true),
      Case(#"f: '\\\\srv'"#, #"{"f":"\\\\srv"}"#, true), Case(#"f: '\\\srv'"#, #"{"f":"\\\\srv"}"#, true),
      Case(#"f: 'a\'"#, #"{"f":"a\\"}"#, true), Case("f: '*'", #"{"f":""}"#, true),
      Case("f: '*'", #"{"f":null}"#, false),
      Case("f: '*'", #"{}"#, false), Case("f: '?*'", #"{"f":""}"#, false), Case("f: '*'", #"{"f":{"a":1}}"#, true),
      Case("f: '**a**'", #"{"f":"xax"}"#, true), Case("f: '*a*b*c'", #"{"f":"aabbcabc"}"#, true),
    ])
  func wildcards(_ test: Case) throws {
    #expect(try Rules.fires(test.search, test.record) == test.fires)
  }

  @Test(
    "numbers and booleans meet texts by their decimal text",
    arguments: [
      Case("f: 4625", #"{"f":4625}"#, true), Case("f: 4625", #"{"f":"4625"}"#, true),
      Case("f: '4625'", #"{"f":4625}"#, true),
      Case("f: 4625", #"{"f":"04625"}"#, false), Case("f: 5", #"{"f":5.0}"#, true), Case("f: '5'", #"{"f":5.0}"#, true),
      Case("f: 0x17", #"{"f":23}"#, true), Case("f: '0x17'", #"{"f":"0x17"}"#, true),
      Case("f: 1.5", #"{"f":1.5}"#, true),
      Case("f: 1.50", #"{"f":"1.5"}"#, true), Case("f: 9007199254740993", #"{"f":9007199254740993}"#, true),
      Case("f: 9007199254740993", #"{"f":9007199254740992}"#, false),
      Case("f: 18446744073709551615", #"{"f":18446744073709551615}"#, true),
      Case("f: true", #"{"f":true}"#, true), Case("f: true", #"{"f":"True"}"#, true),
      Case("f: 'true'", #"{"f":true}"#, true),
      Case("f: yes", #"{"f":true}"#, true), Case("f: 'yes'", #"{"f":"YES"}"#, true),
      Case("f: false", #"{"f":null}"#, false),
      Case("f: 1", #"{"f":true}"#, false),
    ])
  func scalars(_ test: Case) throws {
    #expect(try Rules.fires(test.search, test.record) == test.fires)
  }

  @Test(
    "paths cross objects, arrays and keys with dots",
    arguments: [
      Case("a.b: x", #"{"a":{"b":"x"}}"#, true), Case("a.b: x", #"{"a.b":"x"}"#, true),
      Case("a.b.c: x", #"{"a":{"b.c":"x"}}"#, true), Case("a.b.c: x", #"{"a.b":{"c":"x"}}"#, true),
      Case(#"a\.b: x"#, #"{"a":{"b":"x"}}"#, false), Case(#"a\.b: x"#, #"{"a.b":"x"}"#, true),
      Case(#"a\.b.c: x"#, #"{"a.b.c":"x"}"#, true), Case("a.b: x", #"{"a":[{"b":"y"},{"b":["z","x"]}]}"#, true),
      Case("a.b: x", #"{"a":[[{"b":"x"}]]}"#, true), Case("a: x", #"{"a":[["y",["x"]]]}"#, true),
      Case("A.b: x", #"{"a":{"b":"x"}}"#, false), Case("a: x", #"{"a":"y","a":"x"}"#, true),
      Case("a: '{\"b\":[1,null],\"c\":\"d\\\\n\"}'", #"{"a":{ "b":[1, null], "c":"d\n"}}"#, true),
      Case("a|contains: '\"b\":2'", #"{"a":[{"b":1},{"b":2}]}"#, true), Case("a.0: x", #"{"a":["x"]}"#, false),
      Case("'a|b': x", #"{}"#, false),
    ].dropLast())
  func paths(_ test: Case) throws {
    #expect(try Rules.fires(test.search, test.record) == test.fires)
  }

  @Test(
    "keywords are looked for in keys, texts and numbers of the whole record",
    arguments: [
      Case("- foo\n- bar", #"{"a":{"b":["x FOOd"]}}"#, true), Case("- foo\n- bar", #"{"a":"x"}"#, false),
      Case("'|all': [foo, bar]", #"{"a":"foo","b":"bar"}"#, true), Case("'|all': [foo, bar]", #"{"a":"foo"}"#, false),
      Case("'': foo", #"{"a":"xfoox"}"#, true), Case("null: [foo]", #"{"a":"foo"}"#, true),
      Case("- 4625", #"{"a":4625}"#, true), Case("- 'a*c'", #"{"k":"xxabcxx"}"#, true),
      Case("- key", #"{"theKey":1}"#, true),
      Case("'|re': '^ab$'", #"{"a":["ab"]}"#, true), Case("'|re': '^ab$'", #"{"a":"abc"}"#, false),
      Case("- 'true'", #"{"a":true}"#, false), Case("'|contains|cased': Foo", #"{"a":"foo"}"#, false),
      Case("- foo\n- a: 1\n  b: 2", #"{"a":1,"b":2}"#, true), Case("foo", #"{"a":"foo"}"#, true),
    ])
  func keywords(_ test: Case) throws {
    let search = test.search == "foo" ? "sel: foo" : nil
    let rule =
      try search.map { try Rules.rule(Rules.text($0)) } ?? Rules.search(test.search)
    #expect(Interpreter().matches(rule, try Rules.record(test.record)) == test.fires)
  }

  @Test(
    "maps hold together, lists of maps in the alternative",
    arguments: [
      Case("a: 1\nb: 2", #"{"a":1,"b":2}"#, true), Case("a: 1\nb: 2", #"{"a":1}"#, false),
      Case("- a: 1\n- b: 2", #"{"b":2}"#, true), Case("- a: 1\n  c: 3\n- b: 2", #"{"a":1}"#, false),
      Case("a: [1, 2]", #"{"a":2}"#, true),
    ])
  func searches(_ test: Case) throws {
    #expect(try Rules.fires(test.search, test.record) == test.fires)
  }

  @Test(
    "blocks judge one element at a time",
    arguments: [
      Case("r[any]:\n  p: tcp\n  q: 22", #"{"r":[{"p":"tcp","q":80},{"p":"udp","q":22}]}"#, false),
      Case("r[any]:\n  p: tcp\n  q: 22", #"{"r":[{"p":"tcp","q":22}]}"#, true),
      Case("r[any]:\n  p: tcp", #"{"r":{"p":"tcp"}}"#, true), Case("r[any]:\n  p: tcp", #"{}"#, false),
      Case("r[all]:\n  p: tcp", #"{"r":[{"p":"tcp"},{"p":"udp"}]}"#, false),
      Case("r[all]:\n  p: tcp", #"{"r":[]}"#, false),
      Case("r[all_or_empty]:\n  p: tcp", #"{}"#, true),
      Case("r[all_or_empty]:\n  p: tcp", #"{"r":[{"p":"udp"}]}"#, false),
      Case("r[none]:\n  p: tcp", #"{"r":[{"p":"udp"}]}"#, true), Case("r[none]:\n  p: tcp", #"{}"#, true),
      Case("r[none]:\n  p: tcp", #"{"r":[{"p":"tcp"}]}"#, false),
      Case("r[any]:\n  s[all]:\n    t: 1\n  u: 2", #"{"r":[{"s":[{"t":1},{"t":1}],"u":2}]}"#, true),
      Case("r[any].p: tcp", #"{"r":[{"p":"tcp"}]}"#, true), Case("r[all]|startswith: a", #"{"r":["ab","ac"]}"#, true),
      Case("r[all]|startswith: a", #"{"r":["ab","c"]}"#, false), Case("r[none]: x", #"{"r":["ab","x"]}"#, false),
      Case("r[any]: x", #"{"r":["ab","x"]}"#, true), Case("r[any]|neq: x", #"{"r":["x","y"]}"#, true),
      Case(
        "r[any]:\n  one: {p: tcp}\n  two: {q: 22}\n  condition: one and not two", #"{"r":[{"p":"tcp","q":22}]}"#, false),
      Case(
        "r[any]:\n  one: {p: tcp}\n  two: {q: 22}\n  condition: one and not two", #"{"r":[{"p":"tcp","q":1}]}"#, true),
      Case("r[any]:\n  - p: tcp\n  - q: 22", #"{"r":[{"q":22}]}"#, true),
      Case("a.r[any]:\n  p: 1", #"{"a":{"r":[{"p":1}]}}"#, true),
      Case(#"r\[any\]: x"#, #"{"r[any]":"x"}"#, true), Case("r[any]:\n  p: null", #"{"r":[{"p":1},{"x":1}]}"#, true),
    ])
  func blocks(_ test: Case) throws {
    #expect(try Rules.fires(test.search, test.record) == test.fires)
  }
}
