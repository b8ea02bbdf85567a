/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * hostile-name-scene: a rekognitioncelebrity that receives one answer with a
 * hostile name, from the service or from a file, and posts a warning about it.
 */

#pragma once

#include "support/element/element-rig.h"
#include "support/common/hostile-names.h"
#include "support/common/scripted-server.h"
#include "support/common/temporary-folder.h"

G_BEGIN_DECLS

#define HOSTILE_NAME_SCENE_JOB "job-1"

/**
 * HostileNameFrame:
 * @before: text before the name
 * @middle: (nullable): text between the name and its repetition; NULL: the name
 *   is not repeated
 * @behind: text after the name
 */
typedef struct {
  const char *before;
  const char *middle;
  const char *behind;
} HostileNameFrame;

/**
 * HostileNameScene:
 * @rig: its element is set to PLAYING by hostile_name_scene_play_from_service()
 *   or hostile_name_scene_play_from_file()
 */
typedef struct {
  ElementRig rig;
  TemporaryFolder *folder;
  ScriptedServer *server;
  ScriptedStep steps[5];
  GString *body;
  char *header;
} HostileNameScene;

void hostile_name_scene_init (HostileNameScene *scene,
    const HostileNameFrame *frame, const HostileName *row);
void hostile_name_scene_clear (HostileNameScene *scene);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HostileNameScene, hostile_name_scene_clear)

/**
 * hostile_name_scene_play_from_service:
 * @status: status of the HTTP answer
 */
void hostile_name_scene_play_from_service (HostileNameScene *scene,
    guint status);

void hostile_name_scene_play_from_file (HostileNameScene *scene);

typedef void (*NamesSceneFunc) (GstMessage *message, gpointer data);

/**
 * hostile_name_scene_check_bus:
 * @func: (nullable): called with each message
 *
 * Pops all messages. The test fails if there is an error, more than one
 * warning, or text in a progress message or warning that must not be shown.
 *
 * Returns: (transfer full) (nullable): the warning
 */
GError *hostile_name_scene_check_bus (GstBus *bus, NamesSceneFunc func,
    gpointer data);

G_END_DECLS
