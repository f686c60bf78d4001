#include "yagura_outline.h"

#include <string.h>

#include "patterns.h"
#include "wide.h"

typedef uint8_t bytes64 __attribute__((vector_size(64)));
typedef uint64_t words8 __attribute__((vector_size(64)));

WIDE int yagura_has_byte(const uint8_t *bytes, size_t length, uint8_t byte) {
  if (length < sizeof(bytes64)) return memchr(bytes, byte, length) != NULL;
  bytes64 found = {0};
  // The last block may overlap the one before it.
  for (size_t at = 0;; at += sizeof(bytes64)) {
    if (at + sizeof(bytes64) > length) at = length - sizeof(bytes64);
    bytes64 block;
    memcpy(&block, bytes + at, sizeof block);
    found |= (bytes64)(block == byte);
    if (at + sizeof(bytes64) == length) break;
  }
  words8 words = (words8)found;
  return (words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] | words[7]) != 0;
}

WIDE void yagura_pack_structurals(const uint8_t *bytes, const uint32_t *structurals, size_t count, uint64_t *packed) {
  uint8_t *output = (uint8_t *)packed;
  // Gathering instructions are slower than loads on most processors.
#pragma clang loop vectorize(disable) unroll_count(8)
  for (size_t at = 0; at < count; at++) output[at] = bytes[structurals[at]];
  for (size_t at = 0; at < count; at += sizeof(bytes64)) {
    bytes64 block;
    memcpy(&block, output + at, sizeof block);
    bytes64 digits = (bytes64)(block - '0' < 10);
    block = (block & ~digits) | (digits & '0');
    memcpy(output + at, &block, sizeof block);
  }
  memset(output + count, 0, (8 - count % 8) % 8);
}

WIDE int yagura_has_outline(const uint64_t *left, const uint64_t *right, size_t words, const uint8_t *bytes,
                            const uint32_t *structurals, const yagura_text *texts, size_t count,
                            const yagura_pattern *patterns) {
  if (!yagura_has_words(left, right, words)) return 0;
  bytes32 difference = {0};
  for (size_t index = 0; index < count; index++) {
    if (!yagura_compare(&difference, bytes + structurals[texts[index].index], texts[index], patterns)) return 0;
  }
  return yagura_is_zero(&difference);
}

// What may follow a number or an atom.
static inline int ends(uint8_t byte) {
  return byte == ',' || byte == '}' || byte == ']' || byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

int yagura_has_plain_atoms(const uint8_t *bytes, const uint32_t *structurals, const uint16_t *atoms, size_t count) {
  for (size_t index = 0; index < count; index++) {
    const uint8_t *at = bytes + structurals[atoms[index]];
    size_t length = 0;
    switch (*at) {
      case 't':
        if (memcmp(at, "true", 4) != 0) return 0;
        length = 4;
        break;
      case 'f':
        if (memcmp(at, "false", 5) != 0) return 0;
        length = 5;
        break;
      case 'n':
        if (memcmp(at, "null", 4) != 0) return 0;
        length = 4;
        break;
      default:
        while (length < 19 && (uint8_t)(at[length] - '0') < 10) length++;
        if (length == 0 || length > 18 || (length > 1 && *at == '0')) return 0;
    }
    if (!ends(at[length])) return 0;
  }
  return 1;
}

static inline uint64_t number(const uint8_t *at) {
  uint64_t value = 0;
  for (; (uint8_t)(*at - '0') < 10; at++) value = value * 10 + (uint64_t)(*at - '0');
  return value;
}

void yagura_fill_strings(const uint8_t *bytes, const uint32_t *structurals, const yagura_value *values, size_t count,
                         uint64_t *tape) {
  for (size_t index = 0; index < count; index++) {
    const uint32_t *place = structurals + values[index].structural;
    uint32_t start = place[0] + 1;
    // Between the closing quote and the next structural there is nothing but white space.
    uint32_t stop = place[1] - 1;
    while (bytes[stop] != '"') stop--;
    tape[values[index].word] =
        (uint64_t)('"' | YAGURA_OUTLINED) << 56 | (uint64_t)(stop - start) << 32 | start;
  }
}

void yagura_fill_others(const uint8_t *bytes, const uint32_t *structurals, const yagura_value *values, size_t count,
                        uint64_t *tape) {
  for (size_t index = 0; index < count; index++) {
    yagura_value value = values[index];
    uint64_t tag = value.tag;
    if (tag == '{' || tag == '[') tag |= YAGURA_OUTLINED;
    tape[value.word] = tag << 56;
    if (tag == 'l') tape[value.word + 1] = number(bytes + structurals[value.structural]);
  }
}
