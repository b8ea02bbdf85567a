/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "page/rek-next-token.h"

#include "page/rek-json-check.h"
#include "page/rek-scan.h"

/* Whether @name, which is checked, is @wanted, and no worse spelled than what
 * was found before. */
static gboolean
is_wanted (const RekScanText *name, const char *wanted, RekJsonName *found)
{
  RekJsonName match =
      rek_json_match_name (name->start + 1, name->end - 1, wanted);

  if (match == REK_JSON_NAME_OTHER || match < *found)
    return FALSE;
  *found = match;
  return TRUE;
}

char *
rek_token_scan_member (GBytes *body, const char *name)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  RekJsonName found = REK_JSON_NAME_OTHER;
  RekScanText token = { NULL, NULL };
  RekScanText member;
  RekScanText value;
  RekScan scan;

  if (!rek_scan_init (&scan, data, size) || scan.closer != '}')
    return NULL;
  while (rek_scan_next (&scan, &member, &value)) {
    g_autofree char *unescaped = rek_scan_text_unescape (&member);

    if (unescaped == NULL)
      return NULL;
    if (is_wanted (&member, name, &found))
      token = value;
  }
  /* A string of two quotes is empty. */
  if (!scan.is_whole || !rek_scan_text_is_string (&token) ||
      token.end - token.start == 2)
    return NULL;
  return rek_scan_text_unescape (&token);
}

char *
rek_token_scan (GBytes *body)
{
  return rek_token_scan_member (body, "NextToken");
}
