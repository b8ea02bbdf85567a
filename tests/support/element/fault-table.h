/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * fault-table: everything that a server can do instead of giving a good answer,
 * as steps of a scripted server, and the expected outcome.
 */

#pragma once

#include <gst/gst.h>

#include "support/common/scripted-server.h"

G_BEGIN_DECLS

typedef struct _FaultScript FaultScript;

/**
 * fault_script_new:
 *
 * Returns: (transfer full): an empty script
 */
FaultScript *fault_script_new (void);

void fault_script_free (FaultScript *script);

/**
 * fault_script_get_steps:
 *
 * Returns: (transfer none): the steps so far, with SCRIPTED_END
 */
const ScriptedStep *fault_script_get_steps (FaultScript *script);

guint fault_script_get_n_steps (const FaultScript *script);

void fault_script_add (FaultScript *script, ScriptedStep step);

/**
 * fault_script_answer:
 * @status: for instance "200 OK"
 * @headers: (nullable): further headers, each with its line break
 *
 * Reads a request and answers it.
 */
void fault_script_answer (FaultScript *script, const char *status,
    const char *headers, const char *body);

/**
 * fault_script_hang:
 *
 * Waits until the peer closes the connection.
 */
void fault_script_hang (FaultScript *script);

typedef struct _Fault Fault;

/**
 * Fault:
 * @name: for the test's path
 * @append: appends the steps for one answer
 * @text: (nullable): data for @append to send
 * @code: error code of a fetch if every attempt of a request to the service has
 *   this fault; 0: the fetch succeeds
 * @service_recovers: a later attempt without the fault succeeds, if the service
 *   has it
 * @credentials_recover: a later attempt without the fault succeeds, if the source
 *   of the credentials has it
 * @n_stalls: number of steps that are done when the client waits for data that
 *   never comes; 0: it never does
 */
struct _Fault {
  const char *name;
  void (*append) (FaultScript *script, const Fault *fault, const char *body);
  const char *text;
  GstResourceError code;
  gboolean service_recovers;
  gboolean credentials_recover;
  guint n_stalls;
};

/**
 * fault_table_get:
 *
 * Returns: (transfer none) (array length=n_faults): all faults
 */
const Fault *fault_table_get (guint *n_faults);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultScript, fault_script_free)

G_END_DECLS
