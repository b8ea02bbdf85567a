/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "reporting/celebrity-presence-message.h"

#include "gst-celebrity-region.h"

/* @reported: (element-type RekPerson): the people of the last message, each once
 * @seen: (element-type guint): identities of the last buffer's people, one per
 *   track: a buffer with the same ones needs no further check */
struct _CelebrityMessages {
  GPtrArray *reported;
  GArray *seen;
};

CelebrityMessages *
celebrity_messages_new (void)
{
  CelebrityMessages *messages = g_new (CelebrityMessages, 1);

  messages->reported = g_ptr_array_new ();
  messages->seen = g_array_new (FALSE, FALSE, sizeof (guint));
  return messages;
}

void
celebrity_messages_free (CelebrityMessages *messages)
{
  g_ptr_array_unref (messages->reported);
  g_array_unref (messages->seen);
  g_free (messages);
}

static const RekPerson *
get_person (const RekPresence *presence)
{
  return presence->track->person;
}

static gboolean
has_person (const GPtrArray *people, const RekPerson *person)
{
  for (guint i = 0; i < people->len; i++) {
    const RekPerson *other = g_ptr_array_index (people, i);

    if (other->identity == person->identity)
      return TRUE;
  }
  return FALSE;
}

/* Each person once, however many tracks. */
static GPtrArray *
collect_people (const RekPresence *presences, guint n)
{
  GPtrArray *people = g_ptr_array_new ();

  for (guint i = 0; i < n; i++) {
    const RekPerson *person = get_person (&presences[i]);

    if (!has_person (people, person))
      g_ptr_array_add (people, (gpointer) person);
  }
  return people;
}

static gboolean
is_seen (const CelebrityMessages *messages, const RekPresence *people, guint n)
{
  const guint *identities = (const guint *) (gpointer) messages->seen->data;

  if (messages->seen->len != n)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    if (identities[i] != get_person (&people[i])->identity)
      return FALSE;
  }
  return TRUE;
}

static void
set_seen (CelebrityMessages *messages, const RekPresence *people, guint n)
{
  g_array_set_size (messages->seen, n);
  for (guint i = 0; i < n; i++)
    g_array_index (messages->seen, guint, i) =
        get_person (&people[i])->identity;
}

/* Sets of the same size are equal if one contains the other. */
static gboolean
is_reported (const CelebrityMessages *messages, const RekPresence *presences,
    guint n)
{
  g_autoptr (GPtrArray) people = collect_people (presences, n);

  if (people->len != messages->reported->len)
    return FALSE;
  for (guint i = 0; i < people->len; i++) {
    if (!has_person (messages->reported, g_ptr_array_index (people, i)))
      return FALSE;
  }
  return TRUE;
}

gboolean
celebrity_messages_are_due (CelebrityMessages *messages,
    CelebrityPostMessages wanted, const RekPresence *people, guint n_people)
{
  if (wanted != CELEBRITY_POST_MESSAGES_CHANGES)
    return wanted == CELEBRITY_POST_MESSAGES_ALL;
  if (is_seen (messages, people, n_people))
    return FALSE;
  set_seen (messages, people, n_people);
  return !is_reported (messages, people, n_people);
}

static GstStructure *
create_celebrity (const RekPresence *presence,
    const CelebrityMessageFrame *frame)
{
  const RekDetection *detection = presence->detection;
  const RekPerson *person = detection->person;
  const RekBox *box = rek_presence_get_box (presence, frame->box, NULL);
  GstStructure *celebrity = gst_structure_new ("celebrity", "name",
      G_TYPE_STRING, person->name, NULL);
  GstCelebrityRectangle pixels;

  if (*person->id != '\0')
    gst_structure_set (celebrity, "id", G_TYPE_STRING, person->id, NULL);
  if (!isnan (detection->confidence))
    gst_structure_set (celebrity, "confidence", G_TYPE_DOUBLE,
        detection->confidence, NULL);
  if (box != NULL &&
      gst_celebrity_region_get_pixels (box, frame->width, frame->height,
          &pixels))
    gst_structure_set (celebrity, "x", G_TYPE_UINT, pixels.x, "y", G_TYPE_UINT,
        pixels.y, "width", G_TYPE_UINT, pixels.w, "height", G_TYPE_UINT,
        pixels.h, NULL);
  return celebrity;
}

static void
set_celebrities (GstStructure *structure, const CelebrityMessageFrame *frame,
    const RekPresence *people, guint n_people)
{
  GValue list = G_VALUE_INIT;

  g_value_init (&list, GST_TYPE_LIST);
  for (guint i = 0; i < n_people; i++) {
    GValue value = G_VALUE_INIT;

    g_value_init (&value, GST_TYPE_STRUCTURE);
    g_value_take_boxed (&value, create_celebrity (&people[i], frame));
    gst_value_list_append_and_take_value (&list, &value);
  }
  gst_structure_take_value (structure, "celebrities", &list);
}

/* The names of those people who are not among @others. */
static void
set_names (GstStructure *structure, const char *field, const GPtrArray *people,
    const GPtrArray *others)
{
  GValue list = G_VALUE_INIT;

  g_value_init (&list, GST_TYPE_LIST);
  for (guint i = 0; i < people->len; i++) {
    const RekPerson *person = g_ptr_array_index (people, i);
    GValue value = G_VALUE_INIT;

    if (has_person (others, person))
      continue;
    g_value_init (&value, G_TYPE_STRING);
    g_value_set_string (&value, person->name);
    gst_value_list_append_and_take_value (&list, &value);
  }
  gst_structure_take_value (structure, field, &list);
}

GstMessage *
celebrity_messages_create (CelebrityMessages *messages,
    CelebrityPostMessages wanted, GstObject *source,
    const CelebrityMessageFrame *frame, const RekPresence *people,
    guint n_people)
{
  GstStructure *structure = gst_structure_new (CELEBRITY_MESSAGE_NAME,
      "timestamp", G_TYPE_UINT64, frame->timestamp, "stream-time",
      G_TYPE_UINT64, frame->stream_time, "running-time", G_TYPE_UINT64,
      frame->running_time, "duration", G_TYPE_UINT64, frame->duration, NULL);

  set_celebrities (structure, frame, people, n_people);
  if (wanted == CELEBRITY_POST_MESSAGES_CHANGES) {
    GPtrArray *now = collect_people (people, n_people);

    set_names (structure, "appeared", now, messages->reported);
    set_names (structure, "disappeared", messages->reported, now);
    g_ptr_array_unref (messages->reported);
    messages->reported = now;
  }
  return gst_message_new_element (source, structure);
}
