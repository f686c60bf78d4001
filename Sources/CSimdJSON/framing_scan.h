// The inner loop: from inside a value to the next place where something must be decided.
#pragma once
#include "framing_state.h"

// Whether an opening bracket at the start of a line cannot stand there in valid JSON: a value only follows a comma, a
// colon or the start of an array. It means that the value before it was cut off.
YG_INLINE int yg_is_misplaced(const yagura_framer *f, const yg_view *v, uint64_t position) {
  uint8_t c = yg_before(f, v, position);
  return c != 0 && c != ',' && c != ':' && c != '[';
}

YG_INLINE yg_event yg_stop(yagura_framer *f, uint64_t position, int64_t depth, yg_event event) {
  f->pos = position;
  f->depth = depth;
  f->in_string = 0;
  f->escaped = 0;
  return event;
}

YG_INLINE yg_event yg_scan_value(yagura_framer *f, const yg_view *v, uint64_t end, yg_classify classify,
                                 uint64_t (*prefix_xor)(uint64_t)) {
  const int probing = f->kind != YG_ELEMENT && f->key_count > 0;
  const int64_t floor = probing ? 1 : 0;
  uint64_t pos = f->pos, in_string = f->in_string ? ~0ULL : 0, escaped_next = f->escaped;
  int64_t depth = f->depth;

  while (end - pos >= 64) {
    const uint8_t *p = v->bytes + (pos - v->offset);
    yg_masks m;
    classify(p, &m);
    uint64_t quote = m.quote & ~yg_escaped(m.backslash, &escaped_next);
    uint64_t string = prefix_xor(quote) ^ in_string;
    uint64_t open = m.open & ~string, close = m.close & ~string, broken = m.newline & string;
    uint64_t line_open = open & (m.newline << 1 | (uint64_t)yg_begins_line(v, pos));
    int64_t closed = __builtin_popcountll(close);
    if ((broken | line_open) == 0 && depth - closed > floor) {
      depth += __builtin_popcountll(open) - closed;
    } else {
      for (uint64_t events = open | close | broken; events; events &= events - 1) {
        const int i = __builtin_ctzll(events);
        const uint64_t bit = 1ULL << i;
        if (broken & bit) return yg_stop(f, pos + i, depth, YG_NEWLINE);
        if (close & bit) {
          if (--depth == 0) {
            f->closer = p[i];
            return yg_stop(f, pos + i + 1, 0, YG_CLOSED);
          }
          continue;
        }
        if ((line_open & bit) && yg_is_misplaced(f, v, pos + i)) return yg_stop(f, pos + i, depth, YG_LINE_OPEN);
        if (++depth == 2 && probing && p[i] == '[') return yg_stop(f, pos + i + 1, 2, YG_LIST);
      }
    }
    in_string = (uint64_t)((int64_t)string >> 63);
    pos += 64;
  }

  // The same, a byte at a time, for what is left of the piece.
  int string = in_string != 0, escaped = escaped_next != 0;
  for (; pos < end; pos++) {
    const uint8_t c = yg_at(v, pos);
    const int was_escaped = escaped;
    escaped = !was_escaped && c == '\\';
    if (c == '"' && !was_escaped) {
      string = !string;
    } else if (string) {
      if (c == '\n') return yg_stop(f, pos, depth, YG_NEWLINE);
    } else if ((c | YG_CASE) == YG_CLOSE) {
      if (--depth == 0) {
        f->closer = c;
        return yg_stop(f, pos + 1, 0, YG_CLOSED);
      }
    } else if ((c | YG_CASE) == YG_OPEN) {
      if (yg_begins_line(v, pos) && yg_is_misplaced(f, v, pos)) return yg_stop(f, pos, depth, YG_LINE_OPEN);
      if (++depth == 2 && probing && c == '[') return yg_stop(f, pos + 1, 2, YG_LIST);
    }
  }
  f->pos = pos;
  f->depth = depth;
  f->in_string = (uint8_t)string;
  f->escaped = (uint8_t)escaped;
  return YG_MORE;
}

static yg_event yg_scan_scalar(yagura_framer *f, const yg_view *v, uint64_t end) {
  return yg_scan_value(f, v, end, yg_classify_scalar, yg_prefix_xor_scalar);
}

static yg_event yg_scan_baseline(yagura_framer *f, const yg_view *v, uint64_t end) {
  return yg_scan_value(f, v, end, yg_classify_baseline, yg_prefix_xor_scalar);
}

#if defined(__x86_64__)
static YG_AVX2 yg_event yg_scan_avx2(yagura_framer *f, const yg_view *v, uint64_t end) {
  return yg_scan_value(f, v, end, yg_classify_avx2, yg_prefix_xor_avx2);
}
#endif

static inline yg_scan yg_choose_scan(int simd) {
  if (simd == YAGURA_SIMD_NONE) return yg_scan_scalar;
#if defined(__x86_64__)
  if (simd == YAGURA_SIMD_BEST && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul")
      && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi"))
    return yg_scan_avx2;
#endif
  return yg_scan_baseline;
}
