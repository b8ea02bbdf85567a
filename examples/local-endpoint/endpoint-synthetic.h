/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-synthetic: an invented job of any size that takes no memory to
 * speak of: people who walk to and fro, sampled every half second, about 1 kB
 * a detection as with the service.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EndpointSynthetic EndpointSynthetic;

/**
 * endpoint_synthetic_new:
 * @n_detections: detections of the job
 */
EndpointSynthetic *endpoint_synthetic_new (guint64 n_detections);

void endpoint_synthetic_free (EndpointSynthetic *self);

/**
 * endpoint_synthetic_build_members:
 *
 * Returns: (transfer full): the members VideoMetadata and Video of the job's
 *   pages, as JSON text with a comma after each
 */
char *endpoint_synthetic_build_members (const EndpointSynthetic *self);

guint64 endpoint_synthetic_get_n_detections (const EndpointSynthetic *self);

/**
 * endpoint_synthetic_append:
 * @by_id: whether @index counts person by person, else by time
 * @index: which detection
 * @json: where its JSON is appended
 */
void endpoint_synthetic_append (const EndpointSynthetic *self, gboolean by_id,
    guint64 index, GString *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointSynthetic, endpoint_synthetic_free)

G_END_DECLS
