/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "celebrityhints.h"

char *
celebrity_hints_min_confidence (double min_confidence)
{
  char is[G_ASCII_DTOSTR_BUF_SIZE];
  char meant[G_ASCII_DTOSTR_BUF_SIZE];

  if (!(min_confidence > 0.0 && min_confidence <= 1.0))
    return NULL;
  g_ascii_formatd (is, sizeof is, "%g", min_confidence);
  g_ascii_formatd (meant, sizeof meant, "%g", min_confidence * 100.0);
  return g_strdup_printf ("min-confidence=%s is %s percent: did you mean %s?",
      is, is, meant);
}
