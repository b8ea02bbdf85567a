/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * source-rig: runs a credential source with a fake home folder, environment,
 * clock and network.
 *
 * The network is a list of exchanges. A request that is not the next one in the
 * list aborts the test.
 */

#pragma once

#include "credentials/aws-source.h"

G_BEGIN_DECLS

/**
 * RigExchange:
 * @request: method and URI, for example "GET http://host/path"; NULL ends the
 *   list
 * @sent: (nullable): lines about the request: "Name: value" for a header that it
 *   must have, "!Name" for one that it must not have, ">text" for a part of its
 *   body
 * @status: HTTP status of the response; 0: none, see @failure
 * @failure: an AwsErrorCode, or RIG_CANCELLED
 * @body: (nullable): body of the response
 * @header: (nullable): a header of the response, "Name: value"
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
 * The time before any wait, seconds since 1970: 2026-01-31T12:00:00Z.
 */
#define RIG_NOW G_GINT64_CONSTANT (1769860800)

typedef struct _SourceRig SourceRig;

/**
 * source_rig_new:
 * @config: (nullable): text of ~/.aws/config
 * @variables: (nullable): environment variables, lines of "NAME=value"; @HOME@
 *   is replaced by the home folder, which HOME is set to
 * @exchanges: (nullable): the network; NULL if nothing may be sent
 */
SourceRig *source_rig_new (const char *config, const char *variables,
    const RigExchange *exchanges);

/**
 * source_rig_free:
 *
 * Aborts the test if an exchange did not take place.
 */
void source_rig_free (SourceRig *rig);

/**
 * source_rig_write:
 * @name: path below the home folder
 * @text: contents of the file; @HOME@ is replaced by the home folder
 */
void source_rig_write (SourceRig *rig, const char *name, const char *text);

/**
 * source_rig_dup_path:
 *
 * Returns: (transfer full): the path of @name below the home folder
 */
char *source_rig_dup_path (SourceRig *rig, const char *name);

/**
 * source_rig_set_transport:
 *
 * Sets another network.
 */
void source_rig_set_transport (SourceRig *rig, const AwsTransport *transport);

/**
 * source_rig_get_context:
 *
 * Returns: (transfer none): the context of the sources, with the default profile
 */
AwsSourceContext *source_rig_get_context (SourceRig *rig);

/**
 * source_rig_get_waited:
 *
 * Returns: the number of waits
 */
guint source_rig_get_waited (SourceRig *rig);

/**
 * source_rig_dup_sent:
 *
 * Returns: (transfer full) (nullable): value of the header @name of the first
 *   request
 */
char *source_rig_dup_sent (SourceRig *rig, const char *name);

/**
 * source_rig_load:
 * @profile: (nullable): name of the profile; NULL for the default
 *
 * Returns: (transfer full): "found ID SECRET TOKEN SECONDS" with the seconds from
 *   RIG_NOW to the expiration, "-" for what is missing; or "reason TEXT",
 *   "error TEXT", "cancelled"
 */
char *source_rig_load (SourceRig *rig, const AwsSource *source,
    const char *profile);

/**
 * source_rig_assert:
 * @label: name of the case
 * @expected: what source_rig_load() must return; after "error " and "reason ", a
 *   part of it
 *
 * Reasons and errors must not contain "SECRET".
 */
void source_rig_assert (SourceRig *rig, const char *label,
    const AwsSource *source, const char *profile, const char *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SourceRig, source_rig_free)

G_END_DECLS
