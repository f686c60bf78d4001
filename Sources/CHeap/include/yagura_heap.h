#ifndef YAGURA_HEAP_H
#define YAGURA_HEAP_H

#include <stdbool.h>
#include <stdint.h>

/// Whether the process's malloc is one that gives threads room of their own and hands back what they all have freed. On
/// Linux that is jemalloc, by being linked; glibc's own keeps a heap a thread that only ever grows. On macOS it is the
/// system's.
bool yagura_heap_is_shared_out(void);

#endif
