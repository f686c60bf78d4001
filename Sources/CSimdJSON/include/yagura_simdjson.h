#pragma once
#include <stddef.h>
#include <stdint.h>

#include "yagura_outline.h"
#include "yagura_skeleton.h"

#ifdef __cplusplus
extern "C" {
#endif

/// One simdjson DOM parser with its buffers; not for use by two threads at once.
typedef struct yagura_parser yagura_parser;

/// What a parse gave. The pointers stay valid until the parser's next use.
typedef struct {
  /// 0, or simdjson's error code.
  int32_t error;
  /// simdjson's tape: https://github.com/simdjson/simdjson/blob/master/doc/tape.md
  const uint64_t *tape;
  /// The strings that the tape's offsets point into: 32-bit length, bytes, NUL. At least 32 bytes are readable
  /// past the last string.
  const uint8_t *strings;
} yagura_document;

/// `max_bytes` bounds a document's size, `max_depth` its nesting.
yagura_parser *yagura_parser_new(size_t max_bytes, size_t max_depth);
void yagura_parser_free(yagura_parser *parser);

/// Parses one document. At least 64 bytes must be readable past `length`; their content does not matter.
yagura_document yagura_parse(yagura_parser *parser, const uint8_t *bytes, size_t length);

/// Where a document's structure lies, before a tape is made of it.
typedef struct {
  /// 0, or simdjson's error code.
  int32_t error;
  uint32_t count;
  /// The offsets of braces, brackets, colons, commas, and of the first byte of each string, number and atom, ascending.
  const uint32_t *structurals;
  /// The tape that `yagura_build` will write, with room for the document's, and the strings.
  uint64_t *tape;
  const uint8_t *strings;
} yagura_index;

/// The first half of `yagura_parse`: finds the structure, and sees that the text is UTF-8 and strings are closed and hold
/// no control characters.
yagura_index yagura_find_structure(yagura_parser *parser, const uint8_t *bytes, size_t length);

/// The second half: makes the tape of what `yagura_find_structure` found last; `bytes` must still be there.
yagura_document yagura_build(yagura_parser *parser);

/// The same for a document that an outline fits, so that it cannot fail; the tape word `index`, of an object or array,
/// becomes an empty object if it does.
void yagura_build_outlined(yagura_parser *parser, uint32_t index);

/// Text for an error code; static.
const char *yagura_parse_error(int32_t error);

/// Whether the error is simdjson's word for a number that no 64-bit type holds.
int32_t yagura_parse_error_is_number(int32_t error);

/// simdjson alone, for benchmarks: parses every line of `bytes` and returns how many were documents.
uint64_t yagura_parse_lines_only(yagura_parser *parser, const uint8_t *bytes, size_t length);

/// The same through simdjson's own batched stream of documents (`parse_many`).
uint64_t yagura_parse_many_only(const uint8_t *bytes, size_t length, size_t batch);

#ifdef __cplusplus
}
#endif
