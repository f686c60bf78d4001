// 64 bytes at a time as bit masks: bit i says something about byte i.
#pragma once
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define YG_INLINE static inline __attribute__((always_inline))

typedef struct {
  uint64_t quote, backslash, open, close, newline;
} yg_masks;

typedef void (*yg_classify)(const uint8_t *p, yg_masks *m);

// '{' and '[' differ in bit 5 only, as do '}' and ']', so that one comparison finds both.
enum { YG_CASE = 0x20, YG_OPEN = '{', YG_CLOSE = '}' };

YG_INLINE void yg_classify_scalar(const uint8_t *p, yg_masks *m) {
  yg_masks r = {0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    uint8_t c = p[i];
    r.quote |= (uint64_t)(c == '"') << i;
    r.backslash |= (uint64_t)(c == '\\') << i;
    r.open |= (uint64_t)((c | YG_CASE) == YG_OPEN) << i;
    r.close |= (uint64_t)((c | YG_CASE) == YG_CLOSE) << i;
    r.newline |= (uint64_t)(c == '\n') << i;
  }
  *m = r;
}

YG_INLINE uint64_t yg_prefix_xor_scalar(uint64_t x) {
  x ^= x << 1;
  x ^= x << 2;
  x ^= x << 4;
  x ^= x << 8;
  x ^= x << 16;
  x ^= x << 32;
  return x;
}

#if defined(__x86_64__)

YG_INLINE void yg_classify_baseline(const uint8_t *p, yg_masks *m) {
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), bit = _mm_set1_epi8(YG_CASE);
  const __m128i open = _mm_set1_epi8(YG_OPEN), close = _mm_set1_epi8(YG_CLOSE), newline = _mm_set1_epi8('\n');
  yg_masks r = {0, 0, 0, 0, 0};
  for (int i = 0; i < 4; i++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i)), folded = _mm_or_si128(v, bit);
    r.quote |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, quote)) << (16 * i);
    r.backslash |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, backslash)) << (16 * i);
    r.open |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, open)) << (16 * i);
    r.close |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(folded, close)) << (16 * i);
    r.newline |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, newline)) << (16 * i);
  }
  *m = r;
}

#define YG_AVX2 __attribute__((target("avx2,pclmul,popcnt,bmi")))

YG_INLINE YG_AVX2 void yg_classify_avx2(const uint8_t *p, yg_masks *m) {
  const __m256i quote = _mm256_set1_epi8('"'), backslash = _mm256_set1_epi8('\\'), bit = _mm256_set1_epi8(YG_CASE);
  const __m256i open = _mm256_set1_epi8(YG_OPEN), close = _mm256_set1_epi8(YG_CLOSE), newline = _mm256_set1_epi8('\n');
  yg_masks r = {0, 0, 0, 0, 0};
  for (int i = 0; i < 2; i++) {
    __m256i v = _mm256_loadu_si256((const __m256i *)(p + 32 * i)), folded = _mm256_or_si256(v, bit);
    r.quote |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, quote)) << (32 * i);
    r.backslash |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, backslash)) << (32 * i);
    r.open |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(folded, open)) << (32 * i);
    r.close |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(folded, close)) << (32 * i);
    r.newline |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, newline)) << (32 * i);
  }
  *m = r;
}

YG_INLINE YG_AVX2 uint64_t yg_prefix_xor_avx2(uint64_t x) {
  __m128i all = _mm_set1_epi8((char)0xFF);
  return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)x), all, 0));
}

#elif defined(__aarch64__)

// Each of four comparison results keeps one bit a byte; three pairwise additions gather them in order.
YG_INLINE uint64_t yg_gather(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t ab = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
  uint8x16_t cd = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
  uint8x16_t all = vpaddq_u8(ab, cd);
  all = vpaddq_u8(all, all);
  return vgetq_lane_u64(vreinterpretq_u64_u8(all), 0);
}

YG_INLINE void yg_classify_baseline(const uint8_t *p, yg_masks *m) {
  const uint8x16_t bit = vdupq_n_u8(YG_CASE);
  uint8x16_t v0 = vld1q_u8(p), v1 = vld1q_u8(p + 16), v2 = vld1q_u8(p + 32), v3 = vld1q_u8(p + 48);
  uint8x16_t f0 = vorrq_u8(v0, bit), f1 = vorrq_u8(v1, bit), f2 = vorrq_u8(v2, bit), f3 = vorrq_u8(v3, bit);
#define YG_FIND(a, b, c, d, byte)                                                                                  \
  yg_gather(vceqq_u8(a, vdupq_n_u8(byte)), vceqq_u8(b, vdupq_n_u8(byte)), vceqq_u8(c, vdupq_n_u8(byte)),           \
            vceqq_u8(d, vdupq_n_u8(byte)))
  m->quote = YG_FIND(v0, v1, v2, v3, '"');
  m->backslash = YG_FIND(v0, v1, v2, v3, '\\');
  m->open = YG_FIND(f0, f1, f2, f3, YG_OPEN);
  m->close = YG_FIND(f0, f1, f2, f3, YG_CLOSE);
  m->newline = YG_FIND(v0, v1, v2, v3, '\n');
#undef YG_FIND
}

#else

YG_INLINE void yg_classify_baseline(const uint8_t *p, yg_masks *m) { yg_classify_scalar(p, m); }

#endif

// The bytes that an odd run of backslashes stands before. `*carry` is 1 if the block's first byte is one of them.
// After the scheme of G. Langdale and D. Lemire, "Parsing Gigabytes of JSON per Second", section 3.1.1.
YG_INLINE uint64_t yg_escaped(uint64_t backslash, uint64_t *carry) {
  if (!backslash) {
    uint64_t escaped = *carry;
    *carry = 0;
    return escaped;
  }
  const uint64_t even = 0x5555555555555555ULL;
  backslash &= ~*carry;
  uint64_t follows = backslash << 1 | *carry;
  uint64_t odd_starts = backslash & ~even & ~follows, even_runs;
  *carry = __builtin_add_overflow(odd_starts, backslash, &even_runs);
  return (even ^ (even_runs << 1)) & follows;
}
