/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrityoverlaysettings: what a user can set on celebrityoverlay, as one
 * value, and the properties that set it.
 */

#pragma once

#include <gst/gst.h>

#include "pixels/overlay-face-effect.h"
#include "paint/overlay-painter.h"

G_BEGIN_DECLS

/**
 * CelebrityOverlaySettings:
 *
 * One field a property; see celebrityoverlaysettings.c for the meaning and
 * unit of each.
 */
typedef struct {
  CelebrityDraw draw;
  CelebrityStyle style;
  guint color;
  guint line_width;
  char *font_desc;
  char **celebrities;
  char **exclude;
  CelebrityEffect effect;
  gboolean invert;
  gboolean silent;
} CelebrityOverlaySettings;

typedef enum {
  CELEBRITY_OVERLAY_PROP_0,
  CELEBRITY_OVERLAY_PROP_DRAW,
  CELEBRITY_OVERLAY_PROP_STYLE,
  CELEBRITY_OVERLAY_PROP_COLOR,
  CELEBRITY_OVERLAY_PROP_LINE_WIDTH,
  CELEBRITY_OVERLAY_PROP_FONT_DESC,
  CELEBRITY_OVERLAY_PROP_CELEBRITIES,
  CELEBRITY_OVERLAY_PROP_EXCLUDE,
  CELEBRITY_OVERLAY_PROP_EFFECT,
  CELEBRITY_OVERLAY_PROP_INVERT,
  CELEBRITY_OVERLAY_PROP_SILENT,
} CelebrityOverlayProperty;

/**
 * celebrity_overlay_settings_init:
 *
 * Sets every field to its property's default.
 */
void celebrity_overlay_settings_init (CelebrityOverlaySettings *settings);

/**
 * celebrity_overlay_settings_copy:
 * @copy: (inout): becomes a deep copy of @settings; what it held is freed
 */
void celebrity_overlay_settings_copy (const CelebrityOverlaySettings *settings,
    CelebrityOverlaySettings *copy);

void celebrity_overlay_settings_clear (CelebrityOverlaySettings *settings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CelebrityOverlaySettings,
    celebrity_overlay_settings_clear)

/**
 * celebrity_overlay_settings_chooses:
 *
 * Returns: whether @person is one that is drawn, or whose face is hidden
 */
gboolean celebrity_overlay_settings_chooses (
    const CelebrityOverlaySettings *settings, const GstCelebrityPerson *person);

/**
 * celebrity_overlay_settings_install_properties:
 *
 * Installs the property of each setting, and marks their types as part of the
 * plugin's interface.
 */
void celebrity_overlay_settings_install_properties (GObjectClass *klass);

/**
 * celebrity_overlay_settings_set:
 *
 * Returns: FALSE where there is no such @property
 */
gboolean celebrity_overlay_settings_set (CelebrityOverlaySettings *settings,
    CelebrityOverlayProperty property, const GValue *value);

/**
 * celebrity_overlay_settings_get:
 * @value: (inout): of the property's type
 *
 * Returns: FALSE where there is no such @property
 */
gboolean celebrity_overlay_settings_get (
    const CelebrityOverlaySettings *settings, CelebrityOverlayProperty property,
    GValue *value);

G_END_DECLS
