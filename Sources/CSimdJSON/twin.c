#include "yagura_twin.h"

#include <string.h>

#include "wide.h"

typedef uint8_t bytes64 __attribute__((vector_size(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

static inline __attribute__((always_inline)) uint64_t bits(const bytes64 *truths) {
  bits64 packed = __builtin_convertvector(*truths, bits64);
  uint64_t word;
  memcpy(&word, &packed, sizeof word);
  return word;
}

// The end of a string of printable ASCII without escapes that begins at `start`, or 0.
static inline __attribute__((always_inline)) size_t string_end(const uint8_t *bytes, size_t start, size_t length) {
  for (size_t at = start; at < length; at += sizeof(bytes64)) {
    bytes64 block;
    memcpy(&block, bytes + at, sizeof block);
    bytes64 is_quote = (bytes64)(block == '"');
    // Below a blank, or above the last of ASCII: all that is not among the 96 from the blank on.
    bytes64 is_other = (bytes64)(block - ' ' >= 96) | (bytes64)(block == '\\');
    uint64_t quotes = bits(&is_quote), others = bits(&is_other);
    if (quotes != 0) return (others & ((quotes & -quotes) - 1)) == 0 ? at + (size_t)__builtin_ctzll(quotes) : 0;
    if (others != 0) return 0;
  }
  return 0;
}

// The end of a whole number from 0 of up to 18 digits that begins at `start`, or 0.
static inline __attribute__((always_inline)) size_t number_end(const uint8_t *bytes, size_t start) {
  size_t digits = 0;
  while (digits < 19 && (uint8_t)(bytes[start + digits] - '0') < 10) digits++;
  if (digits == 0 || digits > 18 || (digits > 1 && bytes[start] == '0')) return 0;
  return start + digits;
}

WIDE int yagura_compare_twin(const uint8_t *twin, size_t twin_length, const yagura_twin_value *values, size_t value_count,
                             const uint16_t *first, const uint8_t *bytes, size_t length, yagura_twin_change *changes) {
  size_t at = 0;
  // Where the text stands when the twin stands at 0: it wraps around where the text's values are the shorter ones.
  size_t shift = 0;
  size_t value = 0;
  int count = 0;
  while (at < twin_length) {
    if (at + shift >= length) break;
    bytes64 left, right;
    memcpy(&left, twin + at, sizeof left);
    memcpy(&right, bytes + (at + shift), sizeof right);
    bytes64 is_unlike = (bytes64)(left != right);
    uint64_t unlike = bits(&is_unlike);
    if (twin_length - at < sizeof left) unlike &= ((uint64_t)1 << (twin_length - at)) - 1;
    if (unlike == 0) {
      at += sizeof left;
      continue;
    }
    at += (size_t)__builtin_ctzll(unlike);
    if (value < first[at / sizeof left]) value = first[at / sizeof left];
    while (value < value_count && values[value].end < at) value++;
    if (value == value_count || at < values[value].start || values[value].vital) break;
    size_t start = values[value].start + shift;
    size_t end = values[value].kind == '"' ? string_end(bytes, start, length) : number_end(bytes, start);
    if (end == 0 || count == YAGURA_TWIN_CHANGES) break;
    changes[count++] = (yagura_twin_change){(uint32_t)value, (uint32_t)start, (uint32_t)end};
    at = values[value].end;
    shift = end - at;
    value++;
  }
  if (at >= twin_length && twin_length + shift == length) return count;
  changes[0] = (yagura_twin_change){(uint32_t)value, (uint32_t)(at + shift), (uint32_t)at};
  return -1;
}

void yagura_prefetch(const void *bytes, size_t length) {
  for (size_t at = 0; at < length; at += 64) __builtin_prefetch((const uint8_t *)bytes + at);
}
