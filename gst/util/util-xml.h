/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-xml: text of small XML documents, as services of the query protocol
 * answer.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekutil_xml_parse_strings:
 * @body: bytes that may be XML, or anything else
 *
 * Returns: (transfer full) (nullable): path of an element, as
 *   "ErrorResponse.Error.Code", to its text, for each that has text and no
 *   elements in it; values are wiped when freed; NULL where @body is no XML or
 *   nested too deeply
 */
GHashTable *rekutil_xml_parse_strings (GBytes *body);

G_END_DECLS
