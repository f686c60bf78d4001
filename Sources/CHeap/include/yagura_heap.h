#ifndef YAGURA_HEAP_H
#define YAGURA_HEAP_H

#include <stdbool.h>
#include <stdint.h>

/// Whether jemalloc serves the process, as it does on Linux by being linked: it hands to all threads what any has freed,
/// where glibc keeps a heap a thread that only ever grows. On macOS, and with YAGURA_SYSTEM_HEAP, the system's does.
bool yagura_malloc_is_jemalloc(void);

#endif
