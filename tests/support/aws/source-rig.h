/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * source-rig: one credential source with a home, an environment, a clock and
 * a network that a test made up.
 *
 * The network is a list of exchanges. A request that is not the next of them
 * ends the test.
 */

#pragma once

#include "credentials/aws-source.h"

G_BEGIN_DECLS

/**
 * RigExchange:
 * @request: method and URI, as "GET http://host/path"; NULL ends the list
 * @sent: (nullable): lines that the request's headers must have, as
 *   "Name: value"; a line "!Name" for a header that must not be there; a line
 *   ">text" for what the body must hold
 * @status: HTTP status of the answer; 0: there is none, and @failure says why
 * @failure: an AwsErrorCode; or RIG_CANCELLED
 * @body: (nullable): body of the answer
 * @header: (nullable): a header of the answer, as "Name: value"
 */
typedef struct {
  const char *request;
  const char *sent;
  guint status;
  int failure;
  const char *body;
  const char *header;
} RigExchange;

#define RIG_CANCELLED (-1)

/**
 * RIG_NOW:
 *
 * Seconds since 1970 when nothing was waited for: 2026-01-31T12:00:00Z.
 */
#define RIG_NOW G_GINT64_CONSTANT (1769860800)

typedef struct _SourceRig SourceRig;

/**
 * source_rig_new:
 * @config: (nullable): text of ~/.aws/config
 * @variables: (nullable): environment variables, "NAME=value" a line; HOME is
 *   set after them, and @HOME@ in them stands for it
 * @exchanges: (nullable): what the network does; NULL: nothing may be sent
 */
SourceRig *source_rig_new (const char *config, const char *variables,
    const RigExchange *exchanges);

/**
 * source_rig_free:
 *
 * Ends the test where an exchange was left over.
 */
void source_rig_free (SourceRig *rig);

/**
 * source_rig_write:
 * @name: path below the home
 * @text: what the file holds; @HOME@ stands for the home
 */
void source_rig_write (SourceRig *rig, const char *name, const char *text);

/**
 * source_rig_dup_path:
 *
 * Returns: (transfer full): the path of @name below the home
 */
char *source_rig_dup_path (SourceRig *rig, const char *name);

/**
 * source_rig_set_transport:
 *
 * Lets the sources use another network.
 */
void source_rig_set_transport (SourceRig *rig, const AwsTransport *transport);

/**
 * source_rig_get_context:
 *
 * Returns: (transfer none): what the sources see, of the default profile
 */
AwsSourceContext *source_rig_get_context (SourceRig *rig);

/**
 * source_rig_get_waited:
 *
 * Returns: how often the clock was waited for
 */
guint source_rig_get_waited (SourceRig *rig);

/**
 * source_rig_dup_sent:
 *
 * Returns: (transfer full) (nullable): value of the header @name of the first
 *   request that was sent
 */
char *source_rig_dup_sent (SourceRig *rig, const char *name);

/**
 * source_rig_load:
 * @profile: (nullable): name of the profile; NULL: default
 *
 * Returns: (transfer full): "found ID SECRET TOKEN SECONDS", seconds from
 *   RIG_NOW on, "-" where there is none; or "reason TEXT", "error TEXT", "cancelled"
 */
char *source_rig_load (SourceRig *rig, const AwsSource *source,
    const char *profile);

/**
 * source_rig_assert:
 * @label: name of the case
 * @expected: what source_rig_load() must return; or, after "error " and
 *   "reason ", a part of it
 *
 * A reason and an error must not hold "SECRET".
 */
void source_rig_assert (SourceRig *rig, const char *label,
    const AwsSource *source, const char *profile, const char *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceRig, source_rig_free)

G_END_DECLS
