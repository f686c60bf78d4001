#pragma once

// One body, compiled for several processors; which is taken is decided when the program is loaded.
// ThreadSanitizer is not ready yet by then.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define YAGURA_ONE_PROCESSOR
#endif
#endif
#if defined(__x86_64__) && defined(__linux__) && !defined(YAGURA_ONE_PROCESSOR)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDE
#endif
