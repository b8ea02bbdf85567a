/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-wire: sends an answer's body: at once, late, slowly, partly, never.
 */

#pragma once

#include "endpoint-faults.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _EndpointWire EndpointWire;

/**
 * endpoint_wire_new:
 *
 * Must be used only in the thread that runs the server's main context.
 */
EndpointWire *endpoint_wire_new (void);

/**
 * endpoint_wire_free:
 *
 * Closes the connections of unfinished answers.
 */
void endpoint_wire_free (EndpointWire *self);

/**
 * endpoint_wire_send:
 * @message: a request that is being handled, with status and headers set
 * @body: the whole body
 * @effects: the faults to inject
 */
void endpoint_wire_send (EndpointWire *self, SoupServerMessage *message,
    GBytes *body, const EndpointEffects *effects);

G_END_DECLS
