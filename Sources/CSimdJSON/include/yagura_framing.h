#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Finds the byte ranges of records in a stream of JSON, a piece of the stream at a time, without parsing them.
///
/// It pairs brackets and quotes and nothing more: a record that it gives is balanced, not necessarily valid. What it
/// accepts and how it recovers from damage is described in docs/input.md. The ranges do not depend on how the
/// stream was cut into pieces. Not for use by two threads at once.
typedef struct yagura_framer yagura_framer;

/// What a piece is: a record, or why it is none.
enum {
  YAGURA_RECORD = 0,
  YAGURA_NOT_JSON = 1,
  YAGURA_NOT_AN_OBJECT = 2,
  YAGURA_TRUNCATED = 3,
  YAGURA_UNBALANCED = 4,
  YAGURA_TOO_LARGE = 5,
};

typedef struct {
  /// In bytes from the start of the stream.
  uint64_t offset;
  uint64_t length;
  uint32_t kind;
} yagura_piece;

/// Which instructions to use; for tests. `YAGURA_SIMD_BEST` takes what the processor has.
enum { YAGURA_SIMD_BEST = 0, YAGURA_SIMD_BASELINE = 1, YAGURA_SIMD_NONE = 2 };

/// `max_record_bytes` bounds what must be held for one record. `envelope_keys` are `envelope_count` root keys, NUL-ended,
/// whose array of objects holds the records (at most 64 keys of at most 64 bytes; others are ignored).
/// NULL if memory is exhausted.
yagura_framer *yagura_framer_new(uint64_t max_record_bytes, const char *const *envelope_keys, size_t envelope_count,
                                 int simd);
void yagura_framer_free(yagura_framer *framer);

/// Looks at `bytes`, of which the first stands at `offset` of the stream, and writes up to `capacity` pieces, in order.
/// `bytes` must begin at or before `yagura_framer_keep` and hold everything of the stream from there. `is_final` says
/// that the stream ends with these bytes. Returns 1 if `capacity` stopped it (call again with the same bytes), 0 if it
/// wants more bytes or, with `is_final`, is done.
int yagura_framer_scan(yagura_framer *framer, const uint8_t *bytes, size_t length, uint64_t offset, int is_final,
                       yagura_piece *pieces, size_t capacity, size_t *count);

/// The offset in the stream from which bytes must still be there at the next call: the start of the record that is
/// under way, at most `max_record_bytes` back, or a little before the place reached.
uint64_t yagura_framer_keep(const yagura_framer *framer);

/// How a stream is to be cut.
enum {
  /// More bytes are needed to tell.
  YAGURA_LAYOUT_UNDECIDED = 0,
  /// One object a line.
  YAGURA_LAYOUT_LINES = 1,
  /// Anything else: use a framer.
  YAGURA_LAYOUT_STRUCTURE = 2,
  /// Nothing but blanks.
  YAGURA_LAYOUT_EMPTY = 3,
};

/// Tells the layout from the beginning of a stream. With `is_final`, or a megabyte of bytes, it always decides.
int yagura_layout(const uint8_t *bytes, size_t length, int is_final, const char *const *envelope_keys,
                  size_t envelope_count);

/// Whether a line is cut off: it opens more brackets or quotes than it closes.
int yagura_line_is_truncated(const uint8_t *bytes, size_t length);

/// Whether a line within the first `length` bytes begins with `{` or `[` (blanks before it do not count).
int yagura_looks_like_json(const uint8_t *bytes, size_t length);

/// The index of the last newline, or `length` if there is none.
size_t yagura_last_newline(const uint8_t *bytes, size_t length);

/// The range of the next line that is not blank, from `*position` on, without blanks and NULs around it. Moves
/// `*position` past it; 0 when there is none.
int yagura_next_line(const uint8_t *bytes, size_t length, size_t *position, size_t *start, size_t *line_length);

#ifdef __cplusplus
}
#endif
