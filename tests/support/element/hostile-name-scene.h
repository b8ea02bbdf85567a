/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * names-scene: a rekognitioncelebrity that gets one answer with a hostile name
 * in it, from the service or a file, and says with a warning what is wrong.
 */

#pragma once

#include "support/element/element-rig.h"
#include "support/common/hostile-names.h"
#include "support/common/scripted-server.h"
#include "support/common/temporary-folder.h"

G_BEGIN_DECLS

#define NAMES_SCENE_JOB "job-1"

/**
 * NamesFrame:
 * @before: what stands before the name
 * @middle: (nullable): what stands behind it, before the name once more
 * @behind: what stands behind that
 */
typedef struct {
  const char *before;
  const char *middle;
  const char *behind;
} NamesFrame;

/**
 * NamesScene:
 * @rig: its element plays from names_scene_play_from_service() or
 *   names_scene_play_from_file() on
 */
typedef struct {
  ElementRig rig;
  TemporaryFolder *folder;
  ScriptedServer *server;
  ScriptedStep steps[5];
  GString *body;
  char *header;
} NamesScene;

void names_scene_init (NamesScene *scene, const NamesFrame *frame,
    const HostileName *row);
void names_scene_clear (NamesScene *scene);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NamesScene, names_scene_clear)

/**
 * names_scene_play_from_service:
 * @status: of the HTTP answer
 */
void names_scene_play_from_service (NamesScene *scene, guint status);

void names_scene_play_from_file (NamesScene *scene);

typedef void (*NamesSceneFunc) (GstMessage *message, gpointer data);

/**
 * names_scene_check_bus:
 * @func: (nullable): called with each message
 *
 * Takes all that is on the bus; the test fails where there is an error, more
 * than one warning, or what must not be shown in progress or a warning.
 *
 * Returns: (transfer full) (nullable): the warning
 */
GError *names_scene_check_bus (GstBus *bus, NamesSceneFunc func, gpointer data);

G_END_DECLS
