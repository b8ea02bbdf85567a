/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "overlay-settings.h"

#include "gst-celebrity-settings-table.h"

#define DEFAULT_DRAW (CELEBRITY_DRAW_BOX | CELEBRITY_DRAW_NAME)
#define DEFAULT_STYLE CELEBRITY_STYLE_CORNERS
#define DEFAULT_COLOR 0
#define DEFAULT_LINE_WIDTH 0
#define DEFAULT_FONT_DESC NULL
#define DEFAULT_EFFECT CELEBRITY_EFFECT_NONE
#define DEFAULT_INVERT FALSE
#define DEFAULT_SILENT FALSE

#define MAX_LINE_WIDTH 100

#define FLAGS \
  (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING)
#define CONTROLLABLE_FLAGS (FLAGS | GST_PARAM_CONTROLLABLE)

#define ROW(property, kind, member) \
  GST_CELEBRITY_SETTING (CELEBRITY_OVERLAY_PROP_##property, \
      GST_CELEBRITY_SETTING_##kind, CelebrityOverlaySettings, member)
#define ROW_OF_STRINGS(property, member) \
  GST_CELEBRITY_SETTING_OF_STRINGS (CELEBRITY_OVERLAY_PROP_##property, \
      gst_celebrity_strv_type, CelebrityOverlaySettings, member)

/* Where each setting is kept. */
static const GstCelebritySetting rows[] = {
  ROW (DRAW, FLAGS, draw),
  ROW (STYLE, ENUM, style),
  ROW (COLOR, UINT, color),
  ROW (LINE_WIDTH, UINT, line_width),
  ROW (FONT_DESC, STRING, font_desc),
  ROW_OF_STRINGS (CELEBRITIES, celebrities),
  ROW_OF_STRINGS (EXCLUDE, exclude),
  ROW (EFFECT, ENUM, effect),
  ROW (INVERT, BOOLEAN, invert),
  ROW (SILENT, BOOLEAN, silent),
};

static const GstCelebritySettingsTable table = {
  .rows = rows,
  .n_rows = G_N_ELEMENTS (rows),
  .size = sizeof (CelebrityOverlaySettings),
};

/**
 * GstCelebrityOverlayDraw:
 *
 * What is drawn of a person.
 *
 * Since: 0.1
 */
static GType
get_draw_type (void)
{
  static gsize type = 0;
  static const GFlagsValue values[] = {
    { CELEBRITY_DRAW_BOX, "The box", "box" },
    { CELEBRITY_DRAW_NAME, "The name", "name" },
    { CELEBRITY_DRAW_CONFIDENCE,
        "Confidence of the match in percent (changes at most twice per second)",
        "confidence" },
    { CELEBRITY_DRAW_LANDMARKS, "Landmarks of the face", "landmarks" },
    { CELEBRITY_DRAW_KNOWN_GENDER, "The person's known gender",
        "known-gender" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type,
        g_flags_register_static ("GstCelebrityOverlayDraw", values));
  return type;
}

/**
 * GstCelebrityOverlayStyle:
 *
 * How boxes are drawn.
 *
 * Since: 0.1
 */
static GType
get_style_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { CELEBRITY_STYLE_CORNERS, "The corners of the box", "corners" },
    { CELEBRITY_STYLE_RECTANGLE, "The whole box", "rectangle" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type,
        g_enum_register_static ("GstCelebrityOverlayStyle", values));
  return type;
}

/**
 * GstCelebrityOverlayEffect:
 *
 * How faces are hidden.
 *
 * Since: 0.1
 */
static GType
get_effect_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { CELEBRITY_EFFECT_NONE, "Draw people, do not hide faces", "none" },
    { CELEBRITY_EFFECT_PIXELATE, "Hide faces by coarse squares", "pixelate" },
    { CELEBRITY_EFFECT_BLUR, "Hide faces by a coarse blur", "blur" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type,
        g_enum_register_static ("GstCelebrityOverlayEffect", values));
  return type;
}

void
celebrity_overlay_settings_init (CelebrityOverlaySettings *settings)
{
  *settings = (CelebrityOverlaySettings){
    .draw = DEFAULT_DRAW,
    .style = DEFAULT_STYLE,
    .color = DEFAULT_COLOR,
    .line_width = DEFAULT_LINE_WIDTH,
    .font_desc = g_strdup (DEFAULT_FONT_DESC),
    .effect = DEFAULT_EFFECT,
    .invert = DEFAULT_INVERT,
    .silent = DEFAULT_SILENT,
  };
}

void
celebrity_overlay_settings_copy (const CelebrityOverlaySettings *settings,
    CelebrityOverlaySettings *copy)
{
  celebrity_overlay_settings_clear (copy);
  gst_celebrity_settings_copy (&table, settings, copy);
}

void
celebrity_overlay_settings_clear (CelebrityOverlaySettings *settings)
{
  gst_celebrity_settings_clear (&table, settings);
}

static gboolean
is_listed (char **people, const GstCelebrityPerson *person)
{
  const char *const *list = (const char *const *) people;

  return list != NULL &&
      (g_strv_contains (list, person->name) ||
          (person->id != NULL && g_strv_contains (list, person->id)));
}

gboolean
celebrity_overlay_settings_chooses (const CelebrityOverlaySettings *settings,
    const GstCelebrityPerson *person)
{
  gboolean has_list =
      settings->celebrities != NULL && settings->celebrities[0] != NULL;
  gboolean chosen = (!has_list || is_listed (settings->celebrities, person)) &&
      !is_listed (settings->exclude, person);

  return settings->invert ? !chosen : chosen;
}

static void
install_array (GObjectClass *klass, CelebrityOverlayProperty property,
    const char *name, const char *nick, const char *blurb)
{
  g_object_class_install_property (klass, property,
      gst_param_spec_array (name, nick, blurb,
          g_param_spec_string ("celebrity", "Celebrity", "Name or id", NULL,
              FLAGS),
          FLAGS));
}

static void
install_content_properties (GObjectClass *klass)
{
  /**
   * GstCelebrityOverlay:draw:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_DRAW,
      g_param_spec_flags ("draw", "Draw", "What is drawn of a person",
          get_draw_type (), DEFAULT_DRAW, FLAGS));
  /**
   * GstCelebrityOverlay:font-desc:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_FONT_DESC,
      g_param_spec_string ("font-desc", "Font description",
          "Pango font description for names, for example \"Sans Bold 20\" "
          "(unset: bold sans serif; without a size: proportional to the frame)",
          DEFAULT_FONT_DESC, FLAGS));
}

static void
install_line_properties (GObjectClass *klass)
{
  /**
   * GstCelebrityOverlay:style:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_STYLE,
      g_param_spec_enum ("style", "Style", "How boxes are drawn",
          get_style_type (), DEFAULT_STYLE, CONTROLLABLE_FLAGS));
  /**
   * GstCelebrityOverlay:color:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_COLOR,
      g_param_spec_uint ("color", "Color",
          "Colour of boxes and names as 0xAARRGGBB (0: a colour per person)", 0,
          G_MAXUINT32, DEFAULT_COLOR, CONTROLLABLE_FLAGS));
  /**
   * GstCelebrityOverlay:line-width:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_LINE_WIDTH,
      g_param_spec_uint ("line-width", "Line width",
          "Width of lines in pixels (0: proportional to the frame)", 0,
          MAX_LINE_WIDTH, DEFAULT_LINE_WIDTH, CONTROLLABLE_FLAGS));
}

static void
install_people_properties (GObjectClass *klass)
{
  /**
   * GstCelebrityOverlay:celebrities:
   *
   * Since: 0.1
   */
  install_array (klass, CELEBRITY_OVERLAY_PROP_CELEBRITIES, "celebrities",
      "Celebrities",
      "Draw or hide only these people, by name or id (empty: everybody)");
  /**
   * GstCelebrityOverlay:exclude:
   *
   * Since: 0.1
   */
  install_array (klass, CELEBRITY_OVERLAY_PROP_EXCLUDE, "exclude", "Exclude",
      "Do not draw or hide these people, by name or id (empty: nobody)");
  /**
   * GstCelebrityOverlay:invert:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_INVERT,
      g_param_spec_boolean ("invert", "Invert",
          "Choose everybody except those whom celebrities and exclude choose",
          DEFAULT_INVERT, CONTROLLABLE_FLAGS));
  /**
   * GstCelebrityOverlay:effect:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_EFFECT,
      g_param_spec_enum ("effect", "Effect",
          "Hide faces instead of drawing (needs frames in system memory)",
          get_effect_type (), DEFAULT_EFFECT, CONTROLLABLE_FLAGS));
  /**
   * GstCelebrityOverlay:silent:
   *
   * Since: 0.1
   */
  g_object_class_install_property (klass, CELEBRITY_OVERLAY_PROP_SILENT,
      g_param_spec_boolean ("silent", "Silent", "Do not change any frame",
          DEFAULT_SILENT, CONTROLLABLE_FLAGS));
}

void
celebrity_overlay_settings_install_properties (GObjectClass *klass)
{
  install_content_properties (klass);
  install_line_properties (klass);
  install_people_properties (klass);

  gst_type_mark_as_plugin_api (get_draw_type (), (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (get_style_type (), (GstPluginAPIFlags) 0);
  gst_type_mark_as_plugin_api (get_effect_type (), (GstPluginAPIFlags) 0);
}

gboolean
celebrity_overlay_settings_set (CelebrityOverlaySettings *settings,
    CelebrityOverlayProperty property, const GValue *value)
{
  return gst_celebrity_settings_set (&table, settings, property, value);
}

gboolean
celebrity_overlay_settings_get (const CelebrityOverlaySettings *settings,
    CelebrityOverlayProperty property, GValue *value)
{
  return gst_celebrity_settings_get (&table, settings, property, value);
}
