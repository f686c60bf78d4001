// What the framer remembers between two pieces of a stream. All positions count from the start of the stream.
#pragma once
#include "framing_blocks.h"
#include "include/yagura_framing.h"

enum { YG_MAX_KEYS = 64, YG_MAX_KEY = 64, YG_KEEP = 256, YG_LOOK_BACK = 200, YG_LOOK_AHEAD = 400 };

typedef enum {
  YG_BEGIN,     // a byte order mark may stand here
  YG_TOP,       // between values
  YG_ELEMENTS,  // between elements of an array of records
  YG_VALUE,     // inside a value
  YG_SCALARS,   // inside an array of records, on something that is no object
  YG_GARBAGE,   // looking for the next place where a record begins
  YG_DONE,
} yg_state;

typedef enum {
  YG_ELEMENT,    // an element of an array of records
  YG_CANDIDATE,  // an object that is a record unless it turns out to be an envelope
  YG_REST,       // the rest of an envelope after its array
} yg_kind;

typedef enum { YG_MORE, YG_CLOSED, YG_LIST, YG_NEWLINE, YG_LINE_OPEN } yg_event;

typedef struct {
  const uint8_t *bytes;
  uint64_t offset, end;
  int is_final;
} yg_view;

typedef yg_event (*yg_scan)(yagura_framer *f, const yg_view *v, uint64_t end);

struct yagura_framer {
  uint64_t limit;
  uint64_t pos;    // the next byte to look at
  uint64_t start;  // where the value or the garbage under way begins
  // How many bytes may still be looked at a second time. It grows with the stream, so that the work stays linear
  // in it however the input is made.
  uint64_t credit, credited;
  int64_t depth;
  yg_scan scan;
  yg_state state;
  yg_kind kind;
  uint32_t reason, reason_at_end;
  uint8_t opener, closer;
  uint8_t array;         // 0: none, 1: a root array, 2: an envelope's array
  uint8_t in_string, escaped;
  uint8_t holding;       // the value's bytes from `start` on are kept; if not, it is over the limit or an envelope
  uint8_t list_pending;  // the array of an envelope key was opened; its first byte decides
  uint8_t separated;     // nothing, or a comma, stands before the next element
  uint8_t wreckage;      // something broken was passed; its closing brackets may follow
  uint8_t saw_envelope, saw_array;
  // The first key of the first record. Records of one list begin alike, so it tells where the next one begins
  // when brackets no longer do.
  size_t mark_length;
  uint8_t mark[YG_MAX_KEY];
  size_t key_count;
  size_t key_lengths[YG_MAX_KEYS];
  char keys[YG_MAX_KEYS][YG_MAX_KEY];
};

// Makes a framer of what `f` points to, which need not be initialised.
void yg_framer_prepare(yagura_framer *f, uint64_t limit, const char *const *keys, size_t count, int simd);

YG_INLINE uint8_t yg_at(const yg_view *v, uint64_t position) { return v->bytes[position - v->offset]; }

YG_INLINE int yg_is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// What may stand between records: white space, NUL (holes of rotated files), RS (RFC 7464).
YG_INLINE int yg_is_blank(uint8_t c) { return yg_is_space(c) || c == 0 || c == 0x1E; }

// The last byte before `position` that is no white space, 0 if none is near. Looks no further back than what is
// always kept, so that the answer does not depend on how the stream was cut.
YG_INLINE uint8_t yg_before(const yagura_framer *f, const yg_view *v, uint64_t position) {
  uint64_t lowest = position > YG_LOOK_BACK ? position - YG_LOOK_BACK : 0;
  if (lowest < f->start) lowest = f->start;
  while (position > lowest) {
    uint8_t c = yg_at(v, --position);
    if (!yg_is_space(c)) return c;
  }
  return 0;
}

YG_INLINE int yg_begins_line(const yg_view *v, uint64_t position) {
  return position == 0 || (position > v->offset && yg_at(v, position - 1) == '\n');
}
