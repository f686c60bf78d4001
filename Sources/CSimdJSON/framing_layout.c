// What can be told of a stream or a line without a stream's framer.
#include <string.h>

#include "framing_state.h"
#include "include/yagura_framing.h"

int yagura_layout(const uint8_t *bytes, size_t length, int is_final, const char *const *envelope_keys,
                  size_t envelope_count) {
  enum { ENOUGH = 1 << 20 };
  yagura_framer f;
  yagura_piece piece;
  size_t count;
  const int must_decide = is_final || length >= ENOUGH;
  yg_framer_prepare(&f, UINT64_MAX, envelope_keys, envelope_count, YAGURA_SIMD_BEST);
  do {
    yagura_framer_scan(&f, bytes, length, 0, is_final, &piece, 1, &count);
    if (f.saw_envelope || f.saw_array) return YAGURA_LAYOUT_STRUCTURE;
    if (count == 0) {
      if (!must_decide) return YAGURA_LAYOUT_UNDECIDED;
      return is_final && f.state == YG_TOP && !f.wreckage && f.pos == length && f.mark_length == 0
                 ? YAGURA_LAYOUT_EMPTY : YAGURA_LAYOUT_STRUCTURE;
    }
  } while (piece.kind != YAGURA_RECORD);

  // One object, alone on its line?
  size_t at = (size_t)piece.offset;
  while (at > 0 && bytes[at - 1] != '\n') {
    at--;
    if (!yg_is_blank(bytes[at]) && !(at < 3 && bytes[0] == 0xEF)) return YAGURA_LAYOUT_STRUCTURE;
  }
  if (memchr(bytes + piece.offset, '\n', (size_t)piece.length)) return YAGURA_LAYOUT_STRUCTURE;
  for (at = (size_t)(piece.offset + piece.length); at < length; at++) {
    if (bytes[at] == '\n') return YAGURA_LAYOUT_LINES;
    if (!yg_is_blank(bytes[at])) return YAGURA_LAYOUT_STRUCTURE;
  }
  return is_final ? YAGURA_LAYOUT_LINES : must_decide ? YAGURA_LAYOUT_STRUCTURE : YAGURA_LAYOUT_UNDECIDED;
}

int yagura_line_is_truncated(const uint8_t *bytes, size_t length) {
  yagura_framer f;
  yagura_piece piece = {0, 0, YAGURA_RECORD};
  size_t count;
  int more;
  yg_framer_prepare(&f, UINT64_MAX, NULL, 0, YAGURA_SIMD_BEST);
  do more = yagura_framer_scan(&f, bytes, length, 0, 1, &piece, 1, &count);
  while (more);
  return piece.kind == YAGURA_TRUNCATED;
}

int yagura_looks_like_json(const uint8_t *bytes, size_t length) {
  int at_start = 1;
  size_t i = length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0;
  for (; i < length; i++) {
    if (at_start && (bytes[i] | YG_CASE) == YG_OPEN) return 1;
    at_start = bytes[i] == '\n' || (at_start && yg_is_blank(bytes[i]));
  }
  return 0;
}

size_t yagura_last_newline(const uint8_t *bytes, size_t length) {
  for (size_t at = length; at > 0; at--)
    if (bytes[at - 1] == '\n') return at - 1;
  return length;
}

int yagura_next_line(const uint8_t *bytes, size_t length, size_t *position, size_t *start, size_t *line_length) {
  while (*position < length) {
    size_t from = *position, to;
    const uint8_t *newline = memchr(bytes + from, '\n', length - from);
    to = newline ? (size_t)(newline - bytes) : length;
    *position = newline ? to + 1 : length;
    while (from < to && yg_is_blank(bytes[from])) from++;
    while (to > from && yg_is_blank(bytes[to - 1])) to--;
    if (from < to) {
      *start = from;
      *line_length = to - from;
      return 1;
    }
  }
  return 0;
}
