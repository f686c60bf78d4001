// Which objects wrap a list of records.
#pragma once
#include "framing_recovery.h"
#include "framing_state.h"

static int yg_is_key(const yagura_framer *f, const uint8_t *bytes, uint64_t length) {
  for (size_t i = 0; i < f->key_count; i++)
    if (f->key_lengths[i] == length && !memcmp(f->keys[i], bytes, length)) return 1;
  return 0;
}

// Whether the array that was opened at `position` is the value of an envelope key.
static int yg_is_envelope_list(const yagura_framer *f, const yg_view *v, uint64_t position) {
  uint64_t lowest = position > YG_LOOK_BACK ? position - YG_LOOK_BACK : 0, at = position, first;
  if (lowest < f->start) lowest = f->start;
  while (at > lowest && yg_is_space(yg_at(v, at - 1))) at--;
  if (at == lowest || yg_at(v, --at) != ':') return 0;
  while (at > lowest && yg_is_space(yg_at(v, at - 1))) at--;
  if (at == lowest || yg_at(v, --at) != '"') return 0;
  for (first = at; first > lowest && yg_at(v, first - 1) != '"';) first--;
  if (first == lowest || !yg_is_key(f, v->bytes + (first - v->offset), at - first)) return 0;
  const uint8_t before = yg_before(f, v, first - 1);
  return before == '{' || before == ',';
}

// Whether the object is `{"Records": []}` and nothing else: an envelope without records.
static int yg_is_empty_envelope(const yagura_framer *f, const yg_view *v, uint64_t end) {
  uint64_t key, at;
  size_t length;
  if (!f->key_count || end - f->start > YG_LOOK_AHEAD) return 0;
  if (yg_first_key(v, f->start, end, 1, &key, &length) != 1) return 0;
  if (!yg_is_key(f, v->bytes + (key - v->offset), length)) return 0;
  const char *rest = ":[]}";
  for (at = key + length + 1; at < end; at++) {
    const uint8_t c = yg_at(v, at);
    if (yg_is_space(c)) continue;
    if (c != (uint8_t)*rest) return 0;
    rest++;
  }
  return *rest == 0;
}
