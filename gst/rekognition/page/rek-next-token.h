/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-next-token: finds a page's NextToken in its raw bytes, before the page is
 * parsed, so that the next page can be requested immediately.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rek_token_scan:
 * @body: an answer's bytes, JSON or not
 *
 * Looks at the outermost object's members only; knows strings, escapes and
 * nesting; checks nothing else. If NextToken occurs several times, the last one
 * is used; nextToken only if there is no NextToken. The parser does the same.
 *
 * Returns: (transfer full) (nullable): the token, unescaped; NULL where it is
 *   absent, null, "" or no string, or where @body ends before the object does
 */
char *rek_token_scan (GBytes *body);

/**
 * rek_token_scan_member:
 * @name: of another member than NextToken
 *
 * The same for any member that is a string.
 */
char *rek_token_scan_member (GBytes *body, const char *name);

G_END_DECLS
