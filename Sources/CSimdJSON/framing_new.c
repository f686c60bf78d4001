#include <stdlib.h>
#include <string.h>

#include "framing_scan.h"
#include "framing_state.h"
#include "include/yagura_framing.h"

void yg_framer_prepare(yagura_framer *f, uint64_t limit, const char *const *keys, size_t count, int simd) {
  memset(f, 0, sizeof *f);
  f->limit = limit ? limit : 1;
  f->credit = 32 << 20;
  f->scan = yg_choose_scan(simd);
  for (size_t i = 0; i < count && f->key_count < YG_MAX_KEYS; i++) {
    const size_t length = strlen(keys[i]);
    if (length == 0 || length > YG_MAX_KEY) continue;
    memcpy(f->keys[f->key_count], keys[i], length);
    f->key_lengths[f->key_count++] = length;
  }
}

yagura_framer *yagura_framer_new(uint64_t max_record_bytes, const char *const *envelope_keys, size_t envelope_count,
                                 int simd) {
  yagura_framer *f = malloc(sizeof *f);
  if (f) yg_framer_prepare(f, max_record_bytes, envelope_keys, envelope_count, simd);
  return f;
}

void yagura_framer_free(yagura_framer *f) { free(f); }
