/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * util-xml: text of small XML documents: responses of STS, which speaks AWS's
 * query protocol.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekutil_xml_parse_strings:
 * @body: bytes that may be XML, or anything else
 *
 * Returns: (transfer full) (nullable): maps the path of each element that has
 *   text and no child elements, for example "ErrorResponse.Error.Code", to its
 *   text; values are wiped when freed. NULL if @body is not XML or is nested too
 *   deeply
 */
GHashTable *rekutil_xml_parse_strings (GBytes *body);

G_END_DECLS
