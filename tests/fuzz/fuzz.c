/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerInitialize (int *argc G_GNUC_UNUSED, char ***argv G_GNUC_UNUSED)
{
  g_log_set_always_fatal (
      (GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL));
  return 0;
}

guint8
fuzz_input_take_byte (FuzzInput *input)
{
  if (input->size == 0)
    return 0;
  input->size--;
  return *input->data++;
}

gint
fuzz_input_take_int (FuzzInput *input, gint min, gint max)
{
  guint high = fuzz_input_take_byte (input);
  guint low = fuzz_input_take_byte (input);

  return min + (gint) ((high << 8 | low) % (guint) (max - min + 1));
}

char *
fuzz_input_take_line (FuzzInput *input)
{
  const guint8 *feed =
      input->size > 0 ? memchr (input->data, '\n', input->size) : NULL;
  gsize size = feed != NULL ? (gsize) (feed - input->data) : input->size;
  char *line = g_strndup ((const char *) input->data, size);

  input->data += size;
  input->size -= size;
  fuzz_input_take_byte (input);
  return line;
}

GBytes *
fuzz_input_take_rest (FuzzInput *input)
{
  gsize size = input->size;

  input->size = 0;
  return g_bytes_new_take (g_memdup2 (input->data, size), size);
}
