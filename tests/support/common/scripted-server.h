/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * scripted-server: a TCP server on 127.0.0.1 that says and does exactly what
 * a test tells it to, HTTP or not, and keeps what it was sent.
 *
 * It serves one connection after the other in a thread of its own. The script
 * is one list of steps: a connection is accepted when a step needs one, and
 * lasts until a step ends it. A step that finds the connection gone (or the
 * TLS handshake failed) skips to what follows the connection's last step.
 * After the last step nobody is served: the port refuses connections.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ScriptedAction:
 * @SCRIPTED_END: end of the script; ends the connection too
 * @SCRIPTED_READ: read one HTTP request, body included, and keep it
 * @SCRIPTED_RECEIVE: wait for a byte of the peer, whatever it is
 * @SCRIPTED_SEND: send bytes
 * @SCRIPTED_TRICKLE: send bytes one by one, one every interval_ms
 * @SCRIPTED_START_TLS: serve TLS from here on; a script that has this step does
 *   not begin with it
 * @SCRIPTED_HANG: do nothing until the peer goes away; ends the connection
 * @SCRIPTED_CLOSE: end the connection
 * @SCRIPTED_RESET: end the connection with a reset
 */
typedef enum {
  SCRIPTED_END,
  SCRIPTED_READ,
  SCRIPTED_RECEIVE,
  SCRIPTED_SEND,
  SCRIPTED_TRICKLE,
  SCRIPTED_START_TLS,
  SCRIPTED_HANG,
  SCRIPTED_CLOSE,
  SCRIPTED_RESET,
} ScriptedAction;

/**
 * ScriptedStep:
 * @action: what to do
 * @data: (nullable): bytes to send
 * @size: their number; 0: @data is a string
 * @interval_ms: for SCRIPTED_TRICKLE
 */
typedef struct {
  ScriptedAction action;
  const char *data;
  gsize size;
  guint interval_ms;
} ScriptedStep;

/* Steps to write a script with. */
/* clang-format off */
#define SCRIPT_READ { SCRIPTED_READ, NULL, 0, 0 }
#define SCRIPT_RECEIVE { SCRIPTED_RECEIVE, NULL, 0, 0 }
#define SCRIPT_SEND(data) { SCRIPTED_SEND, (data), 0, 0 }
#define SCRIPT_SEND_BYTES(data, size) { SCRIPTED_SEND, (data), (size), 0 }
#define SCRIPT_TRICKLE(data, ms) { SCRIPTED_TRICKLE, (data), 0, (ms) }
#define SCRIPT_START_TLS { SCRIPTED_START_TLS, NULL, 0, 0 }
#define SCRIPT_HANG { SCRIPTED_HANG, NULL, 0, 0 }
#define SCRIPT_CLOSE { SCRIPTED_CLOSE, NULL, 0, 0 }
#define SCRIPT_RESET { SCRIPTED_RESET, NULL, 0, 0 }
#define SCRIPT_END { SCRIPTED_END, NULL, 0, 0 }
/* clang-format on */

typedef struct _ScriptedServer ScriptedServer;

/**
 * scripted_server_new:
 * @steps: the script, up to SCRIPTED_END; must outlive the server
 * @certificate: (nullable): serve TLS with this certificate
 *
 * Ends the program where the server can't be started.
 *
 * Returns: (transfer full): a server that listens
 */
ScriptedServer *scripted_server_new (const ScriptedStep *steps,
    GTlsCertificate *certificate);

/**
 * scripted_server_reserve:
 *
 * Returns: (transfer full): a socket on 127.0.0.1 whose port, nobody else's,
 *   refuses connections
 */
GSocket *scripted_server_reserve (void);

/**
 * scripted_server_new_on:
 * @socket: of scripted_server_reserve(), or one like it
 *
 * As scripted_server_new(), on a port that was reserved.
 */
ScriptedServer *scripted_server_new_on (GSocket *socket,
    const ScriptedStep *steps, GTlsCertificate *certificate);

/**
 * scripted_server_get_reserved_port:
 *
 * Returns: the port of a socket of scripted_server_reserve()
 */
guint16 scripted_server_get_reserved_port (GSocket *socket);

/**
 * scripted_server_free:
 *
 * Ends it at once, whatever it is doing.
 */
void scripted_server_free (ScriptedServer *server);

guint16 scripted_server_get_port (const ScriptedServer *server);

/**
 * scripted_server_dup_uri:
 * @scheme: "http" or "https"
 * @path: path and query, with the first slash
 */
char *scripted_server_dup_uri (const ScriptedServer *server, const char *scheme,
    const char *path);

/**
 * scripted_server_wait_steps:
 *
 * Waits until @n_steps steps of the script are done.
 */
void scripted_server_wait_steps (ScriptedServer *server, guint n_steps);

/**
 * scripted_server_wait_requests:
 *
 * Waits until @n_requests requests have been read.
 */
void scripted_server_wait_requests (ScriptedServer *server, guint n_requests);

guint scripted_server_get_n_connections (ScriptedServer *server);
guint scripted_server_get_n_requests (ScriptedServer *server);

/**
 * scripted_server_dup_request:
 *
 * Returns: (transfer full): request number @index, from 0, as it came
 */
char *scripted_server_dup_request (ScriptedServer *server, guint index);

/**
 * scripted_server_dup_header:
 *
 * Returns: (transfer full) (nullable): value of header @name (in any case) of
 *   request number @index
 */
char *scripted_server_dup_header (ScriptedServer *server, guint index,
    const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedServer, scripted_server_free)

G_END_DECLS
