/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * fuzz: the interface of fuzz targets, and helpers to split an input.
 *
 * A target is a file with LLVMFuzzerTestOneInput(). A fault ends the process by
 * an assertion, a critical warning or a sanitizer. libFuzzer calls it with
 * generated inputs, fuzz-replay.c with those of a corpus.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LLVMFuzzerInitialize:
 *
 * Called once before any input. Makes critical warnings fatal.
 *
 * Returns: 0
 */
int LLVMFuzzerInitialize (int *argc, char ***argv);

/**
 * LLVMFuzzerTestOneInput:
 * @data: (array length=size): the input, any bytes
 *
 * Returns: 0, also for invalid input
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/**
 * fuzz_dup_text:
 * @data: (nullable) (array length=size): any bytes
 *
 * Returns: (transfer full): the bytes before the first NUL, as a string
 */
char *fuzz_dup_text (gconstpointer data, gsize size);

/**
 * FuzzInput:
 *
 * The rest of an input.
 */
typedef struct {
  const guint8 *data;
  gsize size;
} FuzzInput;

/**
 * fuzz_input_take_byte:
 *
 * Returns: the next byte, or 0 if nothing is left
 */
guint8 fuzz_input_take_byte (FuzzInput *input);

/**
 * fuzz_input_take_int:
 *
 * Returns: a number from @min to @max, inclusive, from the next two bytes
 */
gint fuzz_input_take_int (FuzzInput *input, gint min, gint max);

/**
 * fuzz_input_take_line:
 *
 * Returns: (transfer full): the text before the next line feed, up to a NUL;
 *   the line feed is consumed, too
 */
char *fuzz_input_take_line (FuzzInput *input);

/**
 * fuzz_input_take_rest:
 *
 * Returns: (transfer full): the rest, in a block of exactly its size, so that a
 *   sanitizer detects reads beyond it
 */
GBytes *fuzz_input_take_rest (FuzzInput *input);

G_END_DECLS
