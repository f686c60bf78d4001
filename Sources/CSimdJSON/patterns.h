#pragma once

#include <string.h>

#include "yagura_skeleton.h"

typedef uint8_t bytes32 __attribute__((vector_size(YAGURA_PATTERN_BYTES)));

// So many bytes of ones from here on, seen from the middle back, then zeroes: the mask of a pattern of some length.
static const uint8_t yagura_masks[2 * YAGURA_PATTERN_BYTES] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
};

static inline __attribute__((always_inline)) int yagura_is_zero(const bytes32 *bytes) {
  uint64_t words[YAGURA_PATTERN_BYTES / 8];
  memcpy(words, bytes, sizeof words);
  return (words[0] | words[1] | words[2] | words[3]) == 0;
}

static inline __attribute__((always_inline)) int yagura_has_words(const uint64_t *left, const uint64_t *right,
                                                                 size_t words) {
  uint64_t unlike = 0;
  for (size_t index = 0; index < words; index++) unlike |= left[index] ^ right[index];
  return unlike == 0;
}

// Adds to `difference` where the bytes at `start` are not the text's. A later part of a key is looked at only where all
// before it was right: elsewhere the key may be shorter, and the part lie beyond what can be read.
static inline __attribute__((always_inline)) int yagura_compare(bytes32 *difference, const uint8_t *start,
                                                               yagura_text text, const yagura_pattern *patterns) {
  if (text.offset != 0 && !yagura_is_zero(difference)) return 0;
  bytes32 found, expected, mask;
  memcpy(&found, start + text.offset, sizeof found);
  memcpy(&expected, patterns[text.pattern].bytes, sizeof expected);
  memcpy(&mask, yagura_masks + YAGURA_PATTERN_BYTES - text.length, sizeof mask);
  *difference |= (found ^ expected) & mask;
  return 1;
}
