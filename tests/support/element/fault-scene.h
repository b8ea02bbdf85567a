/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * matrix-scene: an element, a service that does what a script says, and, where
 * that has a script, whoever has the credentials; and how a fetch among them
 * may end.
 *
 * The plugin is linked into the program, with tests/matrix-clock.h: waits
 * between attempts, and for the job, take no time.
 */

#pragma once

#include "support/element/element-rig.h"
#include "support/element/fault-table.h"

G_BEGIN_DECLS

#define MATRIX_JOB "job-1"

/* Attempts of a request to the service; as many as anybody makes. */
#define MATRIX_ATTEMPTS 2
#define MATRIX_MANY 3
#define MATRIX_LONG_MS 600000

#define MATRIX_CREDENTIALS \
  "{\"AccessKeyId\":\"AKIDTEST\",\"SecretAccessKey\":\"secret\"," \
  "\"Token\":\"token\",\"Expiration\":\"2999-01-01T00:00:00Z\"}"
#define MATRIX_FACE \
  "\"Face\":{\"BoundingBox\":{\"Left\":0.25,\"Top\":0.25,\"Width\":0.25," \
  "\"Height\":0.25}}"
#define MATRIX_DETECTION(time, name) \
  "{\"Timestamp\":" time ",\"Celebrity\":{\"Name\":\"" name \
  "\",\"Id\":\"" name "\",\"Confidence\":99," MATRIX_FACE "}}"
#define MATRIX_PAGE(members, detection) \
  "{\"JobStatus\":\"SUCCEEDED\"," members "\"Celebrities\":[" detection "]}"
#define MATRIX_IN_PROGRESS "{\"JobStatus\":\"IN_PROGRESS\"}"

/* The whole results: a page with a detection, and the last with another. */
#define MATRIX_PAGE_1 \
  MATRIX_PAGE ("\"NextToken\":\"a\",", MATRIX_DETECTION ("0", "Ada Moreno"))
#define MATRIX_PAGE_2 MATRIX_PAGE ("", MATRIX_DETECTION ("1000", "Bo Lind"))

/**
 * MatrixScene:
 * @rig: with the job's id, MATRIX_ATTEMPTS and MATRIX_LONG_MS set
 * @service_script: what the service does
 * @credentials_script: what the container's endpoint does, which is asked for
 *   credentials where this has a step
 * @service: from matrix_scene_play() on
 * @credentials: (nullable): the same
 */
typedef struct {
  ElementRig rig;
  FaultScript *service_script;
  FaultScript *credentials_script;
  ScriptedServer *service;
  ScriptedServer *credentials;
} MatrixScene;

/**
 * matrix_scene_register_plugin:
 *
 * To be called once, when GStreamer is there: the plugin that is linked in.
 */
void matrix_scene_register_plugin (void);

void matrix_scene_init (MatrixScene *scene);
void matrix_scene_clear (MatrixScene *scene);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MatrixScene, matrix_scene_clear)

/**
 * matrix_scene_serve:
 * @certificate: (nullable): for a script that starts TLS
 * @scheme: "http" or "https"
 *
 * Starts the service.
 *
 * Returns: (transfer full): where it is
 */
char *matrix_scene_serve (MatrixScene *scene, GTlsCertificate *certificate,
    const char *scheme);

/**
 * matrix_scene_use_container:
 * @uri: where a container's credentials are
 *
 * The element asks there, and has no credentials of its own.
 */
void matrix_scene_use_container (MatrixScene *scene, const char *uri);

/**
 * matrix_scene_play:
 *
 * Starts whoever has a script, and the element.
 */
void matrix_scene_play (MatrixScene *scene);

/**
 * matrix_scene_get_short_ms:
 *
 * Returns: a time limit for what never comes, milliseconds; there are many such
 *   tests: no more patience than needed
 */
guint matrix_scene_get_short_ms (void);

/**
 * matrix_scene_assert_outcome:
 * @code: of the error that the fetch must end with; 0: with the whole results
 *
 * Waits for the fetch to end, no longer than ten seconds.
 */
void matrix_scene_assert_outcome (MatrixScene *scene, GstResourceError code);

/**
 * matrix_scene_stop:
 *
 * Sets the element to NULL, which must take less than a second.
 */
void matrix_scene_stop (MatrixScene *scene);

G_END_DECLS
