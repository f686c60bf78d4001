#include "yagura_heap.h"

#if defined(YAGURA_JEMALLOC)
#include <jemalloc/jemalloc.h>
#include <stdlib.h>

// Naming one of its functions is what has the linker keep the library, and with it its malloc and free.
static uint64_t allocated(void) {
  uint64_t bytes = 0;
  size_t size = sizeof bytes;
  return mallctl("thread.allocated", &bytes, &size, NULL, 0) == 0 ? bytes : 0;
}

bool yagura_malloc_is_jemalloc(void) {
  uint64_t before = allocated();
  void *volatile block = malloc(1 << 16);
  uint64_t after = allocated();
  free(block);
  return after - before >= 1 << 16;
}
#else
bool yagura_malloc_is_jemalloc(void) { return false; }
#endif
