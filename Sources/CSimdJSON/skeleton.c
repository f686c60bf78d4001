#include "yagura_skeleton.h"

#include <string.h>

#include "patterns.h"
#include "wide.h"

typedef uint64_t words8 __attribute__((vector_size(64)));
typedef uint8_t bytes8 __attribute__((vector_size(8)));

WIDE void yagura_pack_tags(const uint64_t *tape, size_t words, uint64_t *packed) {
  size_t at = 0;
  for (; at + 8 <= words; at += 8) {
    words8 block;
    memcpy(&block, tape + at, sizeof block);
    bytes8 tags = __builtin_convertvector(block >> 56, bytes8);
    memcpy(packed + at / 8, &tags, sizeof tags);
  }
  if (at == words) return;
  uint64_t last = 0;
  for (size_t index = 0; at + index < words; index++) last |= tape[at + index] >> 56 << (index * 8);
  packed[at / 8] = last;
}

WIDE int yagura_has_skeleton(const uint64_t *left, const uint64_t *right, size_t words, const uint64_t *tape,
                             const uint8_t *strings, const yagura_text *texts, size_t count,
                             const yagura_pattern *patterns) {
  if (!yagura_has_words(left, right, words)) return 0;
  bytes32 difference = {0};
  for (size_t index = 0; index < count; index++) {
    if (!yagura_compare(&difference, strings + (tape[texts[index].index] & 0x00FFFFFFFFFFFFFF), texts[index], patterns)) return 0;
  }
  return yagura_is_zero(&difference);
}
