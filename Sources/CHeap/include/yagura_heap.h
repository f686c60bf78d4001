#ifndef YAGURA_HEAP_H
#define YAGURA_HEAP_H

/// Keeps freed blocks in the process instead of handing them back to the system page by page. Nothing where the C
/// library has no such setting.
void yagura_keep_freed_blocks(void);

#endif
