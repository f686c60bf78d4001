#pragma once
#include <stddef.h>
#include <stdint.h>

#include "yagura_skeleton.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The inner loops of looking a record's skeleton up in its text, before there is a tape: an *outline* is a skeleton told
/// by the bytes at the places of a document's structure.

/// A value that goes to the tape, and where it stands in the text.
typedef struct {
  /// Its tape word, counted from the record's first.
  uint32_t word;
  /// Its place among the structurals.
  uint16_t structural;
  /// Its tag on the tape.
  uint8_t tag;
} yagura_value;

/// Set in tags of tape words that are written here in another way than simdjson: a string's word holds its
/// first byte's offset in the text in the lower 32 bits and its length in the next 24; an object's or array's says no
/// more than that there is one.
enum { YAGURA_OUTLINED = 0x80 };

/// Whether the byte occurs.
int yagura_has_byte(const uint8_t *bytes, size_t length, uint8_t byte);

/// Packs the bytes at `count` structurals, all digits alike, eight to a word, the last filled up with zeroes; `packed` must
/// have room for a multiple of 64 bytes.
void yagura_pack_structurals(const uint8_t *bytes, const uint32_t *structurals, size_t count, uint64_t *packed);

/// Whether two runs of `words` words are the same, and every text stands where it must: at the structurals that
/// `texts` number, quotes included, with `YAGURA_PATTERN_BYTES` readable bytes after the last.
int yagura_has_outline(const uint64_t *left, const uint64_t *right, size_t words, const uint8_t *bytes,
                       const uint32_t *structurals, const yagura_text *texts, size_t count,
                       const yagura_pattern *patterns);

/// Whether the numbers and atoms at these structurals are `true`, `false`, `null`, or whole numbers from 0 of up to 18
/// digits.
int yagura_has_plain_atoms(const uint8_t *bytes, const uint32_t *structurals, const uint16_t *atoms, size_t count);

/// Writes values, strings or all others, to the tape that begins with the record's first word; numbers and atoms must be
/// plain, strings without escapes, and the text shorter than 2^24 bytes.
void yagura_fill_strings(const uint8_t *bytes, const uint32_t *structurals, const yagura_value *values, size_t count,
                         uint64_t *tape);
void yagura_fill_others(const uint8_t *bytes, const uint32_t *structurals, const yagura_value *values, size_t count,
                        uint64_t *tape);

#ifdef __cplusplus
}
#endif
