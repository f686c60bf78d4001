// Where the next record begins when brackets no longer tell.
#pragma once
#include "framing_state.h"

// The first key of the object at `position`: 1 and its place, 0 if there is none, -1 if more bytes are needed.
static int yg_first_key(const yg_view *v, uint64_t position, uint64_t end, int is_final, uint64_t *key, size_t *length) {
  uint64_t stop = position + YG_LOOK_AHEAD, at = position + 1, first;
  const int is_cut = stop > end;
  const int short_of = is_cut && !is_final ? -1 : 0;
  if (is_cut) stop = end;
  while (at < stop && yg_is_space(yg_at(v, at))) at++;
  if (at == stop) return short_of;
  if (yg_at(v, at) != '"') return 0;
  first = ++at;
  while (at < stop && yg_at(v, at) != '"') {
    if (yg_at(v, at) == '\\' || yg_at(v, at) < 0x20 || at - first >= YG_MAX_KEY) return 0;
    at++;
  }
  if (at == stop) return short_of;
  *length = (size_t)(at - first);
  *key = first;
  at++;
  while (at < stop && yg_is_space(yg_at(v, at))) at++;
  if (at == stop) return short_of;
  return yg_at(v, at) == ':';
}

static void yg_learn_mark(yagura_framer *f, const yg_view *v, uint64_t position, uint64_t end) {
  uint64_t key;
  size_t length;
  if (f->mark_length || yg_first_key(v, position, end, 1, &key, &length) != 1) return;
  memcpy(f->mark, v->bytes + (key - v->offset), length);
  f->mark_length = length;
}

static int yg_has_mark(const yagura_framer *f, const yg_view *v, uint64_t position, uint64_t end, int is_final) {
  uint64_t key;
  size_t length;
  if (!f->mark_length || yg_at(v, position) != '{') return 0;
  int found = yg_first_key(v, position, end, is_final, &key, &length);
  if (found != 1) return found;
  return length == f->mark_length && !memcmp(v->bytes + (key - v->offset), f->mark, length);
}

// Whether an array that begins at `position` holds objects or arrays: what `[` at the start of a line of text rarely does.
static int yg_is_list(const yg_view *v, uint64_t position, uint64_t end, int is_final) {
  uint64_t stop = position + YG_LOOK_AHEAD, at = position + 1;
  const int is_cut = stop > end;
  if (is_cut) stop = end;
  while (at < stop && yg_is_space(yg_at(v, at))) at++;
  if (at == stop) return is_cut && !is_final ? -1 : 0;
  return (yg_at(v, at) | YG_CASE) == YG_OPEN;
}

enum { YG_NOWHERE = 0, YG_SAME_LIST = 1, YG_NEW_VALUE = 2, YG_UNDECIDED = -1 };

// Whether the opening bracket at `position`, reached while passing over something broken, begins a record: as the next
// one of the same list, or as a new value of the stream.
static int yg_resumes(const yagura_framer *f, const yg_view *v, uint64_t position, uint64_t end, int is_final) {
  const uint8_t before = yg_before(f, v, position);
  const int alike = yg_has_mark(f, v, position, end, is_final);
  if (alike < 0) return YG_UNDECIDED;
  if (!yg_begins_line(v, position)) {
    if (!alike) return YG_NOWHERE;
    if (f->array) return before == ',' ? YG_SAME_LIST : YG_NOWHERE;
    return before == '}' || before == ']' ? YG_NEW_VALUE : YG_NOWHERE;
  }
  if (f->array && before == ',') return alike || (!f->mark_length && yg_at(v, position) == '{') ? YG_SAME_LIST : YG_NOWHERE;
  if (alike) return f->array ? YG_SAME_LIST : YG_NEW_VALUE;
  if (f->reason != YAGURA_NOT_JSON && (before == ',' || before == ':' || before == '[')) return YG_NOWHERE;
  if (yg_at(v, position) == '{') return YG_NEW_VALUE;
  const int list = yg_is_list(v, position, end, is_final);
  return list < 0 ? YG_UNDECIDED : list ? YG_NEW_VALUE : YG_NOWHERE;
}

// The first opening bracket in [from, end), `end` if none.
static uint64_t yg_next_open(const yg_view *v, uint64_t from, uint64_t end) {
  yg_masks m;
  for (; end - from >= 64; from += 64) {
    yg_classify_baseline(v->bytes + (from - v->offset), &m);
    if (m.open) return from + (uint64_t)__builtin_ctzll(m.open);
  }
  for (; from < end; from++)
    if ((yg_at(v, from) | YG_CASE) == YG_OPEN) return from;
  return end;
}
