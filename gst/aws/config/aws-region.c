/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "config/aws-region.h"

#include "client/aws-error.h"

#include <string.h>

#define MAX_LABEL_LENGTH 63

static gboolean
is_host_label (const char *text)
{
  gsize length = strlen (text);
  gboolean has_letter = FALSE;

  if (length == 0 || length > MAX_LABEL_LENGTH || text[0] == '-' ||
      text[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && text[i] != '-')
      return FALSE;
    has_letter = has_letter || !g_ascii_isdigit (text[i]);
  }
  return has_letter;
}

gboolean
rekaws_region_check (const char *region, GError **error)
{
  if (!is_host_label (region)) {
    g_autofree char *shown = g_strescape (region, NULL);

    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "\"%s\" is not an AWS region: a region consists of letters, digits "
        "and hyphens, for example \"eu-west-1\"%s",
        shown,
        /* gst-launch-1.0 reads what follows an empty "region=" as its value. */
        strpbrk (region, "=!") != NULL ? "; is a shell variable unset?" : "");
    return FALSE;
  }

  if (g_str_has_prefix (region, "fips-") ||
      g_str_has_suffix (region, "-fips")) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "\"%s\" is not an AWS region: set the region itself, and "
        "AWS_USE_FIPS_ENDPOINT or use_fips_endpoint to true",
        region);
    return FALSE;
  }
  return TRUE;
}
