/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * fault-table: all that a server can do in place of a good answer, as steps of
 * a scripted server, and what shall come of it.
 */

#pragma once

#include <gst/gst.h>

#include "support/common/scripted-server.h"

G_BEGIN_DECLS

typedef struct _FaultScript FaultScript;

/**
 * fault_script_new:
 *
 * Returns: (transfer full): a script with no step yet
 */
FaultScript *fault_script_new (void);

void fault_script_free (FaultScript *script);

/**
 * fault_script_get_steps:
 *
 * Returns: (transfer none): the steps so far, ended
 */
const ScriptedStep *fault_script_get_steps (FaultScript *script);

guint fault_script_get_n_steps (const FaultScript *script);

void fault_script_add (FaultScript *script, ScriptedStep step);

/**
 * fault_script_answer:
 * @status: as "200 OK"
 * @headers: (nullable): more headers, each with its line break
 *
 * Reads a request and answers it.
 */
void fault_script_answer (FaultScript *script, const char *status,
    const char *headers, const char *body);

/**
 * fault_script_hang:
 *
 * Waits until the peer goes away.
 */
void fault_script_hang (FaultScript *script);

typedef struct _Fault Fault;

/**
 * Fault:
 * @name: for people
 * @append: appends the steps that stand for one answer
 * @text: (nullable): what @append sends
 * @code: error of a fetch in which every attempt of a request to the service
 *   meets it; 0: the results come
 * @service_mends: another attempt to reach the service, which meets it no
 *   more, gives the results
 * @credentials_mend: the same for whoever has the credentials
 * @n_stalls: steps after which the peer waits for what never comes; 0: it does
 *   not
 */
struct _Fault {
  const char *name;
  void (*append) (FaultScript *script, const Fault *fault, const char *body);
  const char *text;
  GstResourceError code;
  gboolean service_mends;
  gboolean credentials_mend;
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
