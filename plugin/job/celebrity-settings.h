/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebritysettings: what a user can set on rekognitioncelebrity, as one value,
 * and the properties that set it.
 */

#pragma once

#include <gst/gst.h>

#include "gst-celebrity-meta.h"
#include "timeline/rek-people-filter.h"
#include "service/rek-query.h"

G_BEGIN_DECLS

/**
 * CelebrityPostMessages:
 * @CELEBRITY_POST_MESSAGES_NONE: no messages
 * @CELEBRITY_POST_MESSAGES_CHANGES: one whenever other people are on screen
 * @CELEBRITY_POST_MESSAGES_ALL: one per buffer
 *
 * Which element messages go to the bus.
 */
typedef enum {
  CELEBRITY_POST_MESSAGES_NONE,
  CELEBRITY_POST_MESSAGES_CHANGES,
  CELEBRITY_POST_MESSAGES_ALL,
} CelebrityPostMessages;

/**
 * CelebrityLookupSettings:
 * @min_confidence: show only tracks whose best match reaches this, percent
 * @celebrities: (nullable): show only these people
 * @interpolate: move boxes between samples
 * @ts_offset: added to a buffer's stream time before the lookup, ns
 *
 * Settings that may change while playing. They concern the lookup alone.
 */
typedef struct {
  double min_confidence;
  RekPeopleFilter *celebrities;
  gboolean interpolate;
  gint64 ts_offset;
} CelebrityLookupSettings;

/**
 * celebrity_lookup_settings_copy:
 * @copy: (out caller-allocates): a copy of @settings
 */
void celebrity_lookup_settings_copy (const CelebrityLookupSettings *settings,
    CelebrityLookupSettings *copy);

void celebrity_lookup_settings_clear (CelebrityLookupSettings *settings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CelebrityLookupSettings,
    celebrity_lookup_settings_clear)

/**
 * CelebritySettings:
 *
 * One field a property; see celebritysettings.c for meaning, unit and range
 * of each.
 */
typedef struct {
  char *job_id;
  char *results_location;
  char *region;
  char *profile;
  char *access_key;
  char *secret_access_key;
  char *session_token;
  char *endpoint_uri;
  guint max_results;
  RekSortBy sort_by;
  guint job_timeout;
  guint request_timeout;
  guint retry_attempts;
  CelebrityLookupSettings lookup;
  RekBoxChoice box;
  guint64 hold;
  guint64 max_gap;
  guint64 lead;
  GstCelebrityMetaTypes meta_types;
  CelebrityPostMessages post_messages;
  gboolean toc;
  gboolean fail_on_error;
} CelebritySettings;

/**
 * CelebrityProperty:
 *
 * Ids of the element's properties. Those up to CELEBRITY_PROP_LAST_SETTING are
 * settings; the rest is read-only and the element's own.
 */
typedef enum {
  CELEBRITY_PROP_0,
  CELEBRITY_PROP_JOB_ID,
  CELEBRITY_PROP_RESULTS_LOCATION,
  CELEBRITY_PROP_REGION,
  CELEBRITY_PROP_PROFILE,
  CELEBRITY_PROP_ACCESS_KEY,
  CELEBRITY_PROP_SECRET_ACCESS_KEY,
  CELEBRITY_PROP_SESSION_TOKEN,
  CELEBRITY_PROP_ENDPOINT_URI,
  CELEBRITY_PROP_MAX_RESULTS,
  CELEBRITY_PROP_SORT_BY,
  CELEBRITY_PROP_JOB_TIMEOUT,
  CELEBRITY_PROP_REQUEST_TIMEOUT,
  CELEBRITY_PROP_RETRY_ATTEMPTS,
  CELEBRITY_PROP_MIN_CONFIDENCE,
  CELEBRITY_PROP_CELEBRITIES,
  CELEBRITY_PROP_BOX,
  CELEBRITY_PROP_INTERPOLATE,
  CELEBRITY_PROP_HOLD,
  CELEBRITY_PROP_MAX_GAP,
  CELEBRITY_PROP_LEAD,
  CELEBRITY_PROP_TS_OFFSET,
  CELEBRITY_PROP_META_TYPES,
  CELEBRITY_PROP_POST_MESSAGES,
  CELEBRITY_PROP_TOC,
  CELEBRITY_PROP_FAIL_ON_ERROR,
  CELEBRITY_PROP_LAST_SETTING = CELEBRITY_PROP_FAIL_ON_ERROR,
  CELEBRITY_PROP_JOB_STATUS,
  CELEBRITY_PROP_VIDEO_METADATA,
  CELEBRITY_PROP_STATS,
} CelebrityProperty;

/**
 * celebrity_settings_init:
 *
 * Sets every field to its property's default.
 */
void celebrity_settings_init (CelebritySettings *settings);

/**
 * celebrity_settings_copy:
 * @copy: (out caller-allocates): a deep copy of @settings
 */
void celebrity_settings_copy (const CelebritySettings *settings,
    CelebritySettings *copy);

/**
 * celebrity_settings_drop_misplaced:
 *
 * Unsets each string that holds the name of a write-only property, and so its
 * secret: gst-launch-1.0 takes the word after an empty "region=" as its value.
 *
 * Returns: (transfer none) (nullable): the name of the property that was unset
 */
const char *celebrity_settings_drop_misplaced (CelebritySettings *settings);

/**
 * celebrity_settings_holds_secret:
 *
 * Returns: whether @value holds the name of a write-only property
 */
gboolean celebrity_settings_holds_secret (const char *value);

/**
 * celebrity_settings_clear:
 *
 * Frees what the fields hold; secrets are wiped.
 */
void celebrity_settings_clear (CelebritySettings *settings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CelebritySettings, celebrity_settings_clear)

/**
 * celebrity_settings_install_properties:
 *
 * Installs the property of each setting, and marks their types as part of the
 * plugin's interface.
 */
void celebrity_settings_install_properties (GObjectClass *klass);

/**
 * celebrity_settings_is_lookup:
 *
 * Returns: whether @property is one of CelebrityLookupSettings
 */
gboolean celebrity_settings_is_lookup (CelebrityProperty property);

/**
 * celebrity_settings_set:
 * @property: a setting's id
 *
 * Returns: FALSE where @property is no setting
 */
gboolean celebrity_settings_set (CelebritySettings *settings,
    CelebrityProperty property, const GValue *value);

/**
 * celebrity_settings_get:
 * @property: a setting's id
 * @value: (inout): of the property's type
 *
 * Returns: FALSE where @property is no setting that can be read
 */
gboolean celebrity_settings_get (const CelebritySettings *settings,
    CelebrityProperty property, GValue *value);

G_END_DECLS
