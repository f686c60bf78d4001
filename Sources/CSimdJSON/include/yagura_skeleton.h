#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The two inner loops of looking a record's skeleton up. They are here because they live on wide vectors, which Swift
/// packages, compiled for the oldest processor, do not use.

enum { YAGURA_PATTERN_BYTES = 32 };

/// Part of a key, and where it must stand.
typedef struct {
  /// The key's tape word, counted from the record's first, or its place among the structurals.
  uint16_t index;
  /// From the string's length on, or its opening quote, in bytes.
  uint16_t offset;
  /// The number of a pattern, and how many of its bytes count: up to `YAGURA_PATTERN_BYTES`.
  uint16_t pattern;
  uint16_t length;
} yagura_text;

/// A string's length or opening quote and how it goes on, or a later part of it.
typedef struct {
  uint8_t bytes[YAGURA_PATTERN_BYTES];
} yagura_pattern;

/// Packs the tags of `words` tape words, eight to a word of `packed`, the last filled up with zeroes.
void yagura_pack_tags(const uint64_t *tape, size_t words, uint64_t *packed);

/// Whether two runs of `words` words are the same, and every text stands where it must: strings of `tape`, in
/// `strings`, with `YAGURA_PATTERN_BYTES` readable bytes after the last one's length.
int yagura_has_skeleton(const uint64_t *left, const uint64_t *right, size_t words, const uint64_t *tape,
                        const uint8_t *strings, const yagura_text *texts, size_t count,
                        const yagura_pattern *patterns);

#ifdef __cplusplus
}
#endif
