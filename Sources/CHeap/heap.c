#include "yagura_heap.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

void yagura_keep_freed_blocks(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
  mallopt(M_TOP_PAD, 4 << 20);
#endif
}
