/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "log-person.h"

char **
celebrity_log_person_dup_urls (const CelebrityLogPerson *person)
{
  const GValue *urls = person->urls;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; urls != NULL && i < gst_value_array_get_size (urls); i++) {
    const GValue *url = gst_value_array_get_value (urls, i);

    if (G_VALUE_HOLDS_STRING (url) && g_value_get_string (url) != NULL)
      g_strv_builder_add (builder, g_value_get_string (url));
  }
  return g_strv_builder_end (builder);
}
