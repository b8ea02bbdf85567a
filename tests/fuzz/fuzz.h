/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * fuzz: what a fuzz target is, and how it takes its input apart.
 *
 * A target is one file with LLVMFuzzerTestOneInput(). It ends the process where
 * what it fuzzes is wrong: by an assertion, a critical warning, a sanitizer.
 * libFuzzer calls it with inputs that it makes up, fuzz-replay.c with those of
 * a corpus.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LLVMFuzzerInitialize:
 *
 * Called once before any input. Critical warnings end the process from then
 * on.
 *
 * Returns: 0
 */
int LLVMFuzzerInitialize (int *argc, char ***argv);

/**
 * LLVMFuzzerTestOneInput:
 * @data: (array length=size): the input, any bytes
 *
 * Returns: 0, also for an input that is no good
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/**
 * fuzz_dup_text:
 * @data: (nullable) (array length=size): any bytes
 *
 * Returns: (transfer full): as many of them as are a C string; never NULL
 */
char *fuzz_dup_text (gconstpointer data, gsize size);

/**
 * FuzzInput:
 *
 * What is left of an input.
 */
typedef struct {
  const guint8 *data;
  gsize size;
} FuzzInput;

/**
 * fuzz_input_take_byte:
 *
 * Returns: the next byte; 0 where nothing is left
 */
guint8 fuzz_input_take_byte (FuzzInput *input);

/**
 * fuzz_input_take_int:
 *
 * Returns: a number from @min to @max, both included, of the next two bytes
 */
gint fuzz_input_take_int (FuzzInput *input, gint min, gint max);

/**
 * fuzz_input_take_line:
 *
 * Returns: (transfer full): what comes before the next line feed, as far as it
 *   is a C string; the line feed is taken too
 */
char *fuzz_input_take_line (FuzzInput *input);

/**
 * fuzz_input_take_rest:
 *
 * Returns: (transfer full): what is left, in memory of just its size, so that a
 *   sanitizer sees a read beyond
 */
GBytes *fuzz_input_take_rest (FuzzInput *input);

G_END_DECLS
