/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-stream-identity.h"

gboolean
gst_celebrity_stream_identity_matches (
    const GstCelebrityStreamIdentity *identity, GstEvent *event)
{
  guint group_id = GST_GROUP_ID_INVALID;
  const char *id;

  gst_event_parse_stream_start (event, &id);
  gst_event_parse_group_id (event, &group_id);
  return identity->ids == NULL || g_hash_table_contains (identity->ids, id) ||
      (group_id != GST_GROUP_ID_INVALID && group_id == identity->group_id);
}

void
gst_celebrity_stream_identity_add (GstCelebrityStreamIdentity *identity,
    GstEvent *event)
{
  const char *id;

  if (identity->ids == NULL)
    identity->ids =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  identity->group_id = GST_GROUP_ID_INVALID;
  gst_event_parse_stream_start (event, &id);
  gst_event_parse_group_id (event, &identity->group_id);
  g_hash_table_add (identity->ids, g_strdup (id));
}

void
gst_celebrity_stream_identity_clear (GstCelebrityStreamIdentity *identity)
{
  g_clear_pointer (&identity->ids, g_hash_table_unref);
}
