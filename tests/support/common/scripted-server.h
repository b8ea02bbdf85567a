/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * scripted-server: a TCP server on 127.0.0.1 that follows a test's script
 * exactly, HTTP or not, and keeps the requests that it received.
 *
 * It serves one connection after another in a thread of its own. The script is
 * a list of steps: a connection is accepted when a step needs one and lasts
 * until a step ends it. If the connection is lost, or its TLS handshake fails,
 * the connection's other steps are skipped. After the last step the port
 * refuses connections.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ScriptedAction:
 * @SCRIPTED_END: end of the script; also ends the connection
 * @SCRIPTED_READ: read one HTTP request, body included, and keep it
 * @SCRIPTED_RECEIVE: wait for any byte from the peer
 * @SCRIPTED_SEND: send bytes
 * @SCRIPTED_TRICKLE: send one byte every interval_ms
 * @SCRIPTED_START_TLS: serve TLS from this step on; if a script has this step,
 *   its connections begin without TLS
 * @SCRIPTED_HANG: do nothing until the peer closes the connection; ends the
 *   connection
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
 * @action: the action
 * @data: (nullable): bytes to send
 * @size: number of bytes; 0: @data is a string
 * @interval_ms: pause after each byte of SCRIPTED_TRICKLE, in ms
 */
typedef struct {
  ScriptedAction action;
  const char *data;
  gsize size;
  guint interval_ms;
} ScriptedStep;

/* Initialisers for steps of a script. */
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
 * Aborts the program if the server cannot be started.
 *
 * Returns: (transfer full): a listening server
 */
ScriptedServer *scripted_server_new (const ScriptedStep *steps,
    GTlsCertificate *certificate);

/**
 * scripted_server_reserve:
 *
 * Returns: (transfer full): a socket on 127.0.0.1 that reserves its port, which
 *   refuses connections
 */
GSocket *scripted_server_reserve (void);

/**
 * scripted_server_new_on:
 * @socket: socket from scripted_server_reserve(), or another bound socket
 *
 * Like scripted_server_new(), on a reserved port.
 */
ScriptedServer *scripted_server_new_on (GSocket *socket,
    const ScriptedStep *steps, GTlsCertificate *certificate);

/**
 * scripted_server_get_reserved_port:
 *
 * Returns: the port of a socket from scripted_server_reserve()
 */
guint16 scripted_server_get_reserved_port (GSocket *socket);

/**
 * scripted_server_free:
 *
 * Stops the server at once, whatever step it is in.
 */
void scripted_server_free (ScriptedServer *server);

guint16 scripted_server_get_port (const ScriptedServer *server);

/**
 * scripted_server_dup_uri:
 * @scheme: "http" or "https"
 * @path: path and query, with the leading slash
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
 * Returns: (transfer full): request number @index, from 0, as received
 */
char *scripted_server_dup_request (ScriptedServer *server, guint index);

/**
 * scripted_server_dup_header:
 *
 * Returns: (transfer full) (nullable): value of the header @name
 *   (case-insensitive) of request number @index
 */
char *scripted_server_dup_header (ScriptedServer *server, guint index,
    const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedServer, scripted_server_free)

G_END_DECLS
