#pragma once

#include "yagura_skeleton.h"

typedef uint8_t bytes32 __attribute__((vector_size(YAGURA_PATTERN_BYTES)));

// So many bytes of ones from here on, seen from the middle back, then zeroes: the mask of a pattern of some length.
static const uint8_t yagura_masks[2 * YAGURA_PATTERN_BYTES] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
};
