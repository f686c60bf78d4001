#include "include/yagura_framing.h"

#include "framing_envelope.h"
#include "framing_recovery.h"
#include "framing_state.h"

// A step either goes on or needs the caller: for bytes, or because the stream has ended.
typedef enum { YG_AGAIN, YG_WAIT } yg_step;

static void yg_emit(yagura_piece *piece, size_t *count, uint32_t kind, uint64_t from, uint64_t to) {
  *piece = (yagura_piece){.offset = from, .length = to - from, .kind = kind};
  *count = 1;
}

static void yg_begin_value(yagura_framer *f, yg_kind kind, uint8_t opener) {
  f->kind = kind;
  f->opener = opener;
  f->start = f->pos++;
  f->depth = 1;
  f->in_string = f->escaped = f->list_pending = 0;
  f->holding = 1;
  f->state = YG_VALUE;
}

static yg_step yg_step_begin(yagura_framer *f, const yg_view *v) {
  static const uint8_t mark[3] = {0xEF, 0xBB, 0xBF};
  uint64_t have = v->end - f->pos;
  if (have > 3) have = 3;
  if (have < 3 && !v->is_final && !memcmp(v->bytes, mark, have)) return YG_WAIT;
  if (have == 3 && !memcmp(v->bytes, mark, 3)) f->pos += 3;
  f->state = YG_TOP;
  return YG_AGAIN;
}

static yg_step yg_step_top(yagura_framer *f, const yg_view *v) {
  for (; f->pos < v->end; f->pos++) {
    const uint8_t c = yg_at(v, f->pos);
    if (yg_is_blank(c) || c == ',' || (f->wreckage && (c | YG_CASE) == YG_CLOSE)) continue;
    if (c == '{') {
      yg_begin_value(f, YG_CANDIDATE, c);
    } else if (c == '[') {
      f->saw_array = 1;
      f->array = 1;
      f->separated = 1;
      f->pos++;
      f->state = YG_ELEMENTS;
    } else {
      f->start = f->pos++;
      f->reason = f->reason_at_end = YAGURA_NOT_JSON;
      f->state = YG_GARBAGE;
    }
    return YG_AGAIN;
  }
  return YG_WAIT;
}

// The array of an envelope has ended: what follows belongs to the envelope and is passed over.
static void yg_leave_array(yagura_framer *f) {
  f->pos++;
  if (f->array == 2) {
    yg_begin_value(f, YG_REST, '{');
    f->start = --f->pos;
    f->holding = 0;
  } else {
    f->state = YG_TOP;
  }
  f->array = 0;
}

static yg_step yg_step_elements(yagura_framer *f, const yg_view *v, yagura_piece *piece, size_t *count) {
  for (; f->pos < v->end; f->pos++) {
    const uint8_t c = yg_at(v, f->pos);
    if (c == ',') f->separated = 1;
    if (c == ',' || yg_is_blank(c)) continue;
    if (c == ']') {
      yg_leave_array(f);
    } else if ((c | YG_CASE) == YG_OPEN) {
      if (!f->separated && yg_begins_line(v, f->pos)) {
        const int alike = yg_has_mark(f, v, f->pos, v->end, v->is_final);
        if (alike < 0) return YG_WAIT;
        if (!alike) {
          yg_emit(piece, count, YAGURA_TRUNCATED, f->pos, f->pos);
          f->array = 0;
          f->wreckage = 1;
          f->state = YG_TOP;
          return YG_AGAIN;
        }
      }
      yg_begin_value(f, YG_ELEMENT, c);
      f->separated = 0;
    } else {
      const int is_scalar = c == '"' || c == '-' || c == 't' || c == 'f' || c == 'n' || (c >= '0' && c <= '9');
      f->start = f->pos;
      f->reason = is_scalar ? YAGURA_NOT_AN_OBJECT : YAGURA_NOT_JSON;
      f->in_string = f->escaped = 0;
      f->state = YG_SCALARS;
    }
    return YG_AGAIN;
  }
  if (v->is_final) {
    yg_emit(piece, count, YAGURA_TRUNCATED, f->pos, f->pos);
    f->state = YG_DONE;
  }
  return YG_WAIT;
}

static yg_step yg_step_scalars(yagura_framer *f, const yg_view *v, yagura_piece *piece, size_t *count) {
  for (; f->pos < v->end; f->pos++) {
    const uint8_t c = yg_at(v, f->pos);
    const int was_escaped = f->escaped;
    f->escaped = !was_escaped && c == '\\';
    if (c == '"' && !was_escaped) {
      f->in_string = !f->in_string;
    } else if (c == '\n') {
      f->in_string = 0;
    } else if (!f->in_string && ((c | YG_CASE) == YG_OPEN || c == ']')) {
      yg_emit(piece, count, f->reason, f->start, f->pos);
      f->separated = 1;
      f->state = YG_ELEMENTS;
      return YG_AGAIN;
    }
  }
  if (v->is_final) {
    yg_emit(piece, count, YAGURA_TRUNCATED, f->start, f->pos);
    f->state = YG_DONE;
  }
  return YG_WAIT;
}

// Takes what looking at `count` bytes again costs, if there is that much.
static int yg_spend(yagura_framer *f, uint64_t count) {
  if (f->pos > f->credited) {
    f->credit += f->pos - f->credited;
    f->credited = f->pos;
  }
  if (f->credit < count) return 0;
  f->credit -= count;
  return 1;
}

// The value from `start` on cannot be paired. Look for the next record inside of it, or, where that would cost too
// much or its bytes are gone, after it.
static void yg_break(yagura_framer *f, const yg_view *v, uint32_t reason_at_end) {
  f->reason = YAGURA_UNBALANCED;
  f->reason_at_end = reason_at_end;
  f->wreckage = 1;
  f->state = YG_GARBAGE;
  if (f->kind == YG_REST) {
    f->start = f->pos;
  } else if (!f->holding) {
    f->reason = f->reason_at_end = YAGURA_TOO_LARGE;
  } else {
    yg_learn_mark(f, v, f->start, f->pos);
    if (yg_spend(f, f->pos - f->start - 1)) f->pos = f->start + 1;
  }
}

static void yg_resume(yagura_framer *f, int where) {
  f->separated = 1;
  f->state = where == YG_SAME_LIST ? YG_ELEMENTS : YG_TOP;
  if (where == YG_NEW_VALUE) f->array = 0;
}

// The value has reached the limit without an end. Either it is that long, or it lost a bracket and has swallowed what
// follows it.
static void yg_step_limit(yagura_framer *f, const yg_view *v, yagura_piece *piece, size_t *count) {
  if (f->mark_length && yg_spend(f, f->limit)) {
    f->reason = YAGURA_UNBALANCED;
    for (uint64_t at = yg_next_open(v, f->start + 1, f->pos); at < f->pos; at = yg_next_open(v, at + 1, f->pos)) {
      const int where = yg_has_mark(f, v, at, f->pos, 1) ? yg_resumes(f, v, at, f->pos, 1) : YG_NOWHERE;
      if (where == YG_NOWHERE) continue;
      yg_emit(piece, count, YAGURA_UNBALANCED, f->start, at);
      f->pos = at;
      f->wreckage = 1;
      yg_resume(f, where);
      return;
    }
  }
  f->holding = 0;
}

static void yg_finish_value(yagura_framer *f, const yg_view *v, yagura_piece *piece, size_t *count) {
  const int is_rest = f->kind == YG_REST;
  if (!is_rest) {
    if (!f->holding) {
      yg_emit(piece, count, YAGURA_TOO_LARGE, f->start, f->pos);
    } else if (f->opener == '[') {
      yg_emit(piece, count, YAGURA_NOT_AN_OBJECT, f->start, f->pos);
    } else if (f->kind == YG_ELEMENT || !yg_is_empty_envelope(f, v, f->pos)) {
      yg_emit(piece, count, YAGURA_RECORD, f->start, f->pos);
      yg_learn_mark(f, v, f->start, f->pos);
    }
  }
  f->state = f->array ? YG_ELEMENTS : YG_TOP;
}

static yg_step yg_step_pending(yagura_framer *f, const yg_view *v) {
  while (f->pos < v->end && yg_is_space(yg_at(v, f->pos))) f->pos++;
  if (f->pos == v->end && !v->is_final) {
    if (f->pos - f->start > f->limit) f->holding = 0;
    return YG_WAIT;
  }
  f->list_pending = 0;
  if (f->pos < v->end && yg_at(v, f->pos) == '{') {
    f->saw_envelope = 1;
    f->array = 2;
    f->separated = 1;
    f->state = YG_ELEMENTS;
  }
  return YG_AGAIN;
}

static yg_step yg_step_value(yagura_framer *f, const yg_view *v, yagura_piece *piece, size_t *count) {
  if (f->list_pending) return yg_step_pending(f, v);
  const uint64_t most = f->limit < UINT64_MAX - f->start ? f->start + f->limit : UINT64_MAX;
  if (f->holding && f->pos > most) f->holding = 0;
  const uint64_t end = f->holding && most < v->end ? most : v->end;
  switch (f->scan(f, v, end)) {
    case YG_CLOSED:
      if (f->closer == f->opener + 2) yg_finish_value(f, v, piece, count);
      else yg_break(f, v, YAGURA_UNBALANCED);
      return YG_AGAIN;
    case YG_LIST:
      f->list_pending = (uint8_t)yg_is_envelope_list(f, v, f->pos - 1);
      return YG_AGAIN;
    case YG_NEWLINE:
      yg_break(f, v, YAGURA_UNBALANCED);
      return YG_AGAIN;
    case YG_LINE_OPEN:
      if (f->kind == YG_REST) yg_emit(piece, count, YAGURA_TRUNCATED, f->pos, f->pos);
      else yg_emit(piece, count, f->holding ? YAGURA_UNBALANCED : YAGURA_TOO_LARGE, f->start, f->pos);
      f->wreckage = 1;
      yg_resume(f, YG_NEW_VALUE);
      return YG_AGAIN;
    case YG_MORE:
      break;
  }
  if (f->holding && f->pos == most) {
    yg_step_limit(f, v, piece, count);
    return YG_AGAIN;
  }
  if (!v->is_final) return YG_WAIT;
  if (f->kind == YG_REST) {
    yg_emit(piece, count, YAGURA_TRUNCATED, f->pos, f->pos);
    f->state = YG_DONE;
    return YG_WAIT;
  }
  yg_break(f, v, YAGURA_TRUNCATED);
  return YG_AGAIN;
}

static yg_step yg_step_garbage(yagura_framer *f, const yg_view *v, yagura_piece *piece, size_t *count) {
  for (;;) {
    f->pos = yg_next_open(v, f->pos, v->end);
    if (f->pos == v->end) break;
    const int where = yg_resumes(f, v, f->pos, v->end, v->is_final);
    if (where == YG_UNDECIDED) return YG_WAIT;
    if (where != YG_NOWHERE) {
      yg_emit(piece, count, f->reason, f->start, f->pos);
      yg_resume(f, where);
      return YG_AGAIN;
    }
    f->pos++;
  }
  if (v->is_final) {
    yg_emit(piece, count, f->reason_at_end, f->start, f->pos);
    f->state = YG_DONE;
  }
  return YG_WAIT;
}

int yagura_framer_scan(yagura_framer *f, const uint8_t *bytes, size_t length, uint64_t offset, int is_final,
                       yagura_piece *pieces, size_t capacity, size_t *count) {
  const yg_view view = {.bytes = bytes, .offset = offset, .end = offset + length, .is_final = is_final};
  *count = 0;
  for (;;) {
    if (*count == capacity) return 1;
    size_t emitted = 0;
    yg_step step = YG_WAIT;
    switch (f->state) {
      case YG_BEGIN: step = yg_step_begin(f, &view); break;
      case YG_TOP: step = yg_step_top(f, &view); break;
      case YG_ELEMENTS: step = yg_step_elements(f, &view, pieces + *count, &emitted); break;
      case YG_VALUE: step = yg_step_value(f, &view, pieces + *count, &emitted); break;
      case YG_SCALARS: step = yg_step_scalars(f, &view, pieces + *count, &emitted); break;
      case YG_GARBAGE: step = yg_step_garbage(f, &view, pieces + *count, &emitted); break;
      case YG_DONE: break;
    }
    *count += emitted;
    if (step == YG_WAIT) return 0;
  }
}

uint64_t yagura_framer_keep(const yagura_framer *f) {
  if (f->state == YG_VALUE && f->holding) return f->start;
  return f->pos > YG_KEEP ? f->pos - YG_KEEP : 0;
}
