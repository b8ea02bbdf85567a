/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-json-splitter.h"

#include "rek-error.h"

/* Where the next byte is. */
typedef enum {
  OUTSIDE,
  ARRAY_START,
  ARRAY_AFTER_COMMA,
  ARRAY_AFTER_OBJECT,
  OBJECT,
  OBJECT_STRING,
  OBJECT_ESCAPE,
} State;

#define MARK "\xef\xbb\xbf"
#define MARK_LENGTH 3

/* Among the steps that brackets are. */
#define IS_QUOTE 2
#define IS_BACKSLASH 3

struct _RekSplitter {
  gsize max_size;
  RekSplitterFunc func;
  gpointer user_data;

  State state;
  gboolean in_array;
  gint depth;
  GByteArray *object;
  guint64 offset;
  guint n_mark;
};

RekSplitter *
rek_splitter_new (gsize max_size, RekSplitterFunc func, gpointer user_data)
{
  RekSplitter *splitter = g_new0 (RekSplitter, 1);

  splitter->max_size = max_size;
  splitter->func = func;
  splitter->user_data = user_data;
  splitter->object = g_byte_array_new ();
  return splitter;
}

void
rek_splitter_free (RekSplitter *splitter)
{
  g_byte_array_unref (splitter->object);
  g_free (splitter);
}

/* Looks for the end of the object; returns how many bytes belong to it, and
 * leaves the state OBJECT with a depth of 0 where it ends. Kinds of brackets
 * are not told apart, as the parser does that. Of a file nearly every byte
 * comes by here, most of them to be passed over at once. */
static gsize
scan_object (RekSplitter *self, const char *data, gsize size)
{
  static const gint8 steps[256] = { ['{'] = 1,
    ['['] = 1,
    ['}'] = -1,
    [']'] = -1,
    ['"'] = IS_QUOTE };
  static const gint8
      string_steps[256] = { ['"'] = IS_QUOTE, ['\\'] = IS_BACKSLASH };
  State state = self->state;
  gsize i = 0;

  while (i < size) {
    const gint8 *present = state == OBJECT ? steps : string_steps;
    gint8 step;

    if (state == OBJECT_ESCAPE) {
      state = OBJECT_STRING;
      i++;
      continue;
    }
    while (i < size && present[(guchar) data[i]] == 0)
      i++;
    if (i == size)
      break;
    step = present[(guchar) data[i++]];
    if (step == IS_QUOTE)
      state = state == OBJECT ? OBJECT_STRING : OBJECT;
    else if (step == IS_BACKSLASH)
      state = OBJECT_ESCAPE;
    else if ((self->depth += step) == 0)
      break;
  }
  self->state = state;
  return i;
}

static gboolean
finish_object (RekSplitter *self, GError **error)
{
  GByteArray *object = g_steal_pointer (&self->object);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (object);

  /* The next one is likely to be as large. */
  self->object = g_byte_array_sized_new ((guint) g_bytes_get_size (bytes));
  self->state = self->in_array ? ARRAY_AFTER_OBJECT : OUTSIDE;
  return self->func (bytes, self->user_data, error);
}

static gboolean
take_object (RekSplitter *self, const char *data, gsize size, gsize *n_taken,
    GError **error)
{
  *n_taken = scan_object (self, data, size);
  if (*n_taken > self->max_size - self->object->len) {
    g_set_error (error, REK_ERROR, REK_ERROR_TOO_LARGE,
        "a JSON value is larger than %" G_GSIZE_FORMAT " MiB",
        self->max_size / (1024 * 1024));
    return FALSE;
  }
  g_byte_array_append (self->object, (const guint8 *) data, (guint) *n_taken);
  self->offset += *n_taken;
  return self->depth > 0 || finish_object (self, error);
}

/* Files with a byte order mark may have been put together to one. */
static gboolean
take_mark (RekSplitter *self, char byte)
{
  if (byte != MARK[self->n_mark])
    return FALSE;
  self->n_mark = (self->n_mark + 1) % MARK_LENGTH;
  return TRUE;
}

static gboolean
is_space (char byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* What may stand between objects: the table of the states there. An object's
 * first bracket is left for take_object(). */
static gboolean
step_between (RekSplitter *self, char byte)
{
  static const struct {
    State state;
    char byte;
    State next;
  } table[] = {
    { OUTSIDE, '{', OBJECT },
    { OUTSIDE, '[', ARRAY_START },
    { ARRAY_START, '{', OBJECT },
    { ARRAY_START, '[', OBJECT },
    { ARRAY_START, ']', OUTSIDE },
    { ARRAY_AFTER_COMMA, '{', OBJECT },
    { ARRAY_AFTER_COMMA, '[', OBJECT },
    { ARRAY_AFTER_OBJECT, ',', ARRAY_AFTER_COMMA },
    { ARRAY_AFTER_OBJECT, ']', OUTSIDE },
  };

  if (self->n_mark > 0)
    return take_mark (self, byte);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    if (table[i].state != self->state || table[i].byte != byte)
      continue;
    self->in_array = self->state != OUTSIDE ? byte != ']' : byte == '[';
    self->state = table[i].next;
    return TRUE;
  }
  return is_space (byte) || (self->state == OUTSIDE && take_mark (self, byte));
}

static gboolean
take_between (RekSplitter *self, const char *data, gsize size, gsize *n_taken,
    GError **error)
{
  for (*n_taken = 0; *n_taken < size; ++*n_taken) {
    if (!step_between (self, data[*n_taken])) {
      g_set_error (error, REK_ERROR, REK_ERROR_INVALID,
          "no JSON object where one belongs (at byte %" G_GUINT64_FORMAT ")",
          self->offset + 1);
      return FALSE;
    }
    if (self->state == OBJECT)
      return TRUE;
    self->offset++;
  }
  return TRUE;
}

gboolean
rek_splitter_push (RekSplitter *splitter, const char *data, gsize size,
    GError **error)
{
  while (size > 0) {
    gboolean is_inside = splitter->state >= OBJECT;
    gsize n_taken;

    if (!(is_inside ? take_object : take_between) (splitter, data, size,
            &n_taken, error))
      return FALSE;
    data += n_taken;
    size -= n_taken;
  }
  return TRUE;
}

gboolean
rek_splitter_finish (RekSplitter *splitter, GError **error)
{
  if (splitter->state == OUTSIDE && splitter->n_mark == 0)
    return TRUE;
  g_set_error (error, REK_ERROR, REK_ERROR_INVALID,
      "it is cut off (after byte %" G_GUINT64_FORMAT ")", splitter->offset);
  return FALSE;
}
