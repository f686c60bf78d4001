#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The inner loop of reading a record by comparing its text with that of one like it: a *twin* is a record's text of which
/// it is known where its values lie.

/// A string or number in a twin's text.
typedef struct {
  /// Of the first byte, after the quote, and of the one after the last, in bytes from the text's first.
  uint16_t start;
  uint16_t end;
  /// `"`, or `0` for a number.
  uint8_t kind;
  /// 1 where a text with another value is no twin.
  uint8_t vital;
} yagura_twin_value;

/// A value that is another than the twin's, and where it lies.
typedef struct {
  uint32_t value;
  uint32_t start;
  uint32_t end;
} yagura_twin_change;

enum {
  /// Beyond so many other values a text is no twin.
  YAGURA_TWIN_CHANGES = 32,
  /// Bytes that must be readable past the end of either text.
  YAGURA_TWIN_PADDING = 64
};

/// Whether a text is the twin's but for values that are not vital, each a string of printable ASCII without escapes or a
/// whole number from 0 of up to 18 digits: how many those are, or -1, and where they first differ in another way, in
/// the first of `changes` (`start` in the text, `end` in the twin's, `value` the next one's number there).
///
/// `first` holds, for every 64 bytes of the twin's text, the number of the first value that ends there or later.
int yagura_compare_twin(const uint8_t *twin, size_t twin_length, const yagura_twin_value *values, size_t value_count,
                        const uint16_t *first, const uint8_t *bytes, size_t length, yagura_twin_change *changes);

/// Has the processor fetch the bytes.
void yagura_prefetch(const void *bytes, size_t length);

#ifdef __cplusplus
}
#endif
