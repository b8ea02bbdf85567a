/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

/* Uses abort(): libFuzzer does not save an input that ends in the trap with
 * which GLib handles fatal messages. */
static void
take_message (const char *domain, GLogLevelFlags level, const char *message,
    gpointer user_data)
{
  g_log_default_handler (domain, level, message, user_data);
  if ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) != 0)
    abort ();
}

int
LLVMFuzzerInitialize (int *argc G_GNUC_UNUSED, char ***argv G_GNUC_UNUSED)
{
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  g_log_set_default_handler (take_message, NULL);
  return 0;
}

char *
fuzz_dup_text (gconstpointer data, gsize size)
{
  return size > 0 ? g_strndup (data, size) : g_strdup ("");
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
  char *line = fuzz_dup_text (input->data, size);

  if (size > 0)
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
