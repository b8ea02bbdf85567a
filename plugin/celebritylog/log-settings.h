/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-settings: the settings of celebritylog as one value, and the properties
 * that set them.
 */

#pragma once

#include <gst/gst.h>

#include "log-format-enums.h"

G_BEGIN_DECLS

/**
 * CelebrityLogSettings:
 *
 * One field per property; log-settings.c has their meanings and units.
 */
typedef struct {
  char *location;
  CelebrityLogFormat format;
  CelebrityLogMode mode;
  guint64 gap;
  gboolean append;
  gboolean flush;
} CelebrityLogSettings;

typedef enum {
  CELEBRITY_LOG_PROP_0,
  CELEBRITY_LOG_PROP_LOCATION,
  CELEBRITY_LOG_PROP_FORMAT,
  CELEBRITY_LOG_PROP_MODE,
  CELEBRITY_LOG_PROP_GAP,
  CELEBRITY_LOG_PROP_APPEND,
  CELEBRITY_LOG_PROP_FLUSH,
} CelebrityLogProperty;

/**
 * celebrity_log_settings_init:
 *
 * Sets every field to its property's default.
 */
void celebrity_log_settings_init (CelebrityLogSettings *settings);

/**
 * celebrity_log_settings_copy:
 * @copy: (out caller-allocates): a deep copy of @settings
 */
void celebrity_log_settings_copy (const CelebrityLogSettings *settings,
    CelebrityLogSettings *copy);

void celebrity_log_settings_clear (CelebrityLogSettings *settings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CelebrityLogSettings,
    celebrity_log_settings_clear)

/**
 * celebrity_log_settings_install_properties:
 *
 * Installs the properties, and marks their types as part of the plugin's
 * interface.
 */
void celebrity_log_settings_install_properties (GObjectClass *klass);

/**
 * celebrity_log_settings_set:
 *
 * Returns: FALSE if there is no such @property
 */
gboolean celebrity_log_settings_set (CelebrityLogSettings *settings,
    CelebrityLogProperty property, const GValue *value);

/**
 * celebrity_log_settings_get:
 * @value: (inout): of the property's type
 *
 * Returns: FALSE if there is no such @property
 */
gboolean celebrity_log_settings_get (const CelebrityLogSettings *settings,
    CelebrityLogProperty property, GValue *value);

G_END_DECLS
