/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * overlay-settings: the settings of celebrityoverlay, as one value, and the
 * properties that set them.
 */

#pragma once

#include <gst/gst.h>

#include "pixels/overlay-face-effect.h"
#include "paint/overlay-look.h"

G_BEGIN_DECLS

/**
 * CelebrityOverlaySettings:
 *
 * One field per property; see overlay-settings.c for meanings and units.
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
 * @copy: (inout): becomes a deep copy of @settings; its previous content is
 *   freed
 */
void celebrity_overlay_settings_copy (const CelebrityOverlaySettings *settings,
    CelebrityOverlaySettings *copy);

void celebrity_overlay_settings_clear (CelebrityOverlaySettings *settings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CelebrityOverlaySettings,
    celebrity_overlay_settings_clear)

/**
 * celebrity_overlay_settings_chooses:
 *
 * Returns: whether @person is drawn, or the face of @person hidden
 */
gboolean celebrity_overlay_settings_chooses (
    const CelebrityOverlaySettings *settings, const GstCelebrityPerson *person);

/**
 * celebrity_overlay_settings_install_properties:
 *
 * Installs the properties, and marks their types as part of the plugin's API.
 */
void celebrity_overlay_settings_install_properties (GObjectClass *klass);

/**
 * celebrity_overlay_settings_set:
 *
 * Returns: FALSE if there is no such @property
 */
gboolean celebrity_overlay_settings_set (CelebrityOverlaySettings *settings,
    CelebrityOverlayProperty property, const GValue *value);

/**
 * celebrity_overlay_settings_get:
 * @value: (inout): of the property's type
 *
 * Returns: FALSE if there is no such @property
 */
gboolean celebrity_overlay_settings_get (
    const CelebrityOverlaySettings *settings, CelebrityOverlayProperty property,
    GValue *value);

G_END_DECLS
