/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * meta-boxes: boxes for tests of metas, as initialisers of a RekBox, and as text
 * in pixels of a frame of META_SCENE_WIDTH x META_SCENE_HEIGHT.
 */

#pragma once

#define NONE \
  { \
    0.0, 0.0, 0.0, 0.0 \
  }
#define FACE \
  { \
    0.25, 0.125, 0.25, 0.5 \
  }
#define BODY \
  { \
    0.125, 0.125, 0.5, 0.75 \
  }
#define OUTSIDE \
  { \
    1.5, 0.125, 0.25, 0.5 \
  }

#define FACE_PIXELS "25,13 25x50"
#define BODY_PIXELS "13,13 50x75"
