/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * fault-scene: an element, a scripted service, an optional scripted source of
 * credentials, and the possible outcomes of a fetch from them.
 *
 * The plugin is linked into the program, with fault-clock: waits between
 * attempts, and for the job, take no time.
 */

#pragma once

#include "support/element/element-rig.h"
#include "support/element/fault-table.h"

G_BEGIN_DECLS

#define FAULT_SCENE_JOB "job-1"

/* Attempts per request to the service, and the most that any request makes. */
#define FAULT_SCENE_ATTEMPTS 2
#define FAULT_SCENE_MANY 3
#define FAULT_SCENE_LONG_MS 600000

#define FAULT_SCENE_CREDENTIALS \
  "{\"AccessKeyId\":\"AKIDTEST\",\"SecretAccessKey\":\"secret\"," \
  "\"Token\":\"token\",\"Expiration\":\"2999-01-01T00:00:00Z\"}"
#define FAULT_SCENE_FACE \
  "\"Face\":{\"BoundingBox\":{\"Left\":0.25,\"Top\":0.25,\"Width\":0.25," \
  "\"Height\":0.25}}"
#define FAULT_SCENE_DETECTION(time, name) \
  "{\"Timestamp\":" time ",\"Celebrity\":{\"Name\":\"" name \
  "\",\"Id\":\"" name "\",\"Confidence\":99," FAULT_SCENE_FACE "}}"
#define FAULT_SCENE_PAGE(members, detection) \
  "{\"JobStatus\":\"SUCCEEDED\"," members "\"Celebrities\":[" detection "]}"
#define FAULT_SCENE_IN_PROGRESS "{\"JobStatus\":\"IN_PROGRESS\"}"

/* The complete results: two pages with one detection each. */
#define FAULT_SCENE_PAGE_1 \
  FAULT_SCENE_PAGE ("\"NextToken\":\"a\",", \
      FAULT_SCENE_DETECTION ("0", "Ada Moreno"))
#define FAULT_SCENE_PAGE_2 \
  FAULT_SCENE_PAGE ("", FAULT_SCENE_DETECTION ("1000", "Bo Lind"))

/**
 * FaultScene:
 * @rig: its element has job-id, FAULT_SCENE_ATTEMPTS and FAULT_SCENE_LONG_MS
 *   set
 * @service_script: script of the service
 * @credentials_script: script of the container's endpoint; if it has a step,
 *   credentials are requested there
 * @service: (nullable): from fault_scene_play() on
 * @credentials: (nullable): from fault_scene_play() on, if it has a script
 */
typedef struct {
  ElementRig rig;
  FaultScript *service_script;
  FaultScript *credentials_script;
  ScriptedServer *service;
  ScriptedServer *credentials;
} FaultScene;

/**
 * fault_scene_register_plugin:
 *
 * Registers the linked plugin. To be called once, after gst_init().
 */
void fault_scene_register_plugin (void);

void fault_scene_init (FaultScene *scene);
void fault_scene_clear (FaultScene *scene);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FaultScene, fault_scene_clear)

/**
 * fault_scene_serve:
 * @certificate: (nullable): certificate for a script that starts TLS
 * @scheme: "http" or "https"
 *
 * Starts the service.
 *
 * Returns: (transfer full): its URI
 */
char *fault_scene_serve (FaultScene *scene, GTlsCertificate *certificate,
    const char *scheme);

/**
 * fault_scene_use_container:
 * @uri: URI of the container's credentials
 *
 * Makes the element request credentials there; it has none of its own.
 */
void fault_scene_use_container (FaultScene *scene, const char *uri);

/**
 * fault_scene_play:
 *
 * Starts the servers that have a script, and the element.
 */
void fault_scene_play (FaultScene *scene);

/**
 * fault_scene_get_short_ms:
 *
 * Returns: a time limit, in ms, for an answer that never comes; kept short,
 *   since many tests wait for it
 */
guint fault_scene_get_short_ms (void);

/**
 * fault_scene_assert_outcome:
 * @code: code of the error with which the fetch must end; 0: the results must
 *   be complete
 *
 * Waits at most ten seconds for the fetch to end.
 */
void fault_scene_assert_outcome (FaultScene *scene, GstResourceError code);

/**
 * fault_scene_stop:
 *
 * Sets the element to NULL, which must take less than a second.
 */
void fault_scene_stop (FaultScene *scene);

G_END_DECLS
