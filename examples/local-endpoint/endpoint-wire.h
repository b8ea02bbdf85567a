/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-wire: how an answer's body goes out: at once, late, slowly, in part
 * or never.
 */

#pragma once

#include "endpoint-faults.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _EndpointWire EndpointWire;

/**
 * endpoint_wire_new:
 *
 * All of it belongs to the thread whose main context the server runs in.
 */
EndpointWire *endpoint_wire_new (void);

/**
 * endpoint_wire_free:
 *
 * Closes the connections of the answers that are not out yet.
 */
void endpoint_wire_free (EndpointWire *self);

/**
 * endpoint_wire_send:
 * @message: a request that is being handled, its status and headers set
 * @body: the whole body
 * @effects: what goes wrong
 */
void endpoint_wire_send (EndpointWire *self, SoupServerMessage *message,
    GBytes *body, const EndpointEffects *effects);

G_END_DECLS
