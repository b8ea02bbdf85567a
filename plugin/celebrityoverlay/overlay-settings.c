/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "overlay-settings.h"

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
  *copy = *settings;
  copy->font_desc = g_strdup (settings->font_desc);
  copy->celebrities = g_strdupv (settings->celebrities);
  copy->exclude = g_strdupv (settings->exclude);
}

void
celebrity_overlay_settings_clear (CelebrityOverlaySettings *settings)
{
  g_clear_pointer (&settings->font_desc, g_free);
  g_clear_pointer (&settings->celebrities, g_strfreev);
  g_clear_pointer (&settings->exclude, g_strfreev);
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

static void
set_strings (char ***strings, const GValue *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < gst_value_array_get_size (array); i++) {
    const char *string =
        g_value_get_string (gst_value_array_get_value (array, i));

    if (string != NULL)
      g_strv_builder_add (builder, string);
  }
  g_strfreev (*strings);
  *strings = g_strv_builder_end (builder);
}

static void
get_strings (char **strings, GValue *array)
{
  for (; strings != NULL && *strings != NULL; strings++) {
    GValue value = G_VALUE_INIT;

    g_value_init (&value, G_TYPE_STRING);
    g_value_set_string (&value, *strings);
    gst_value_array_append_and_take_value (array, &value);
  }
}

/* One case a property: long, but a single table. */
gboolean
celebrity_overlay_settings_set (CelebrityOverlaySettings *settings,
    CelebrityOverlayProperty property, const GValue *value)
{
  switch (property) {
    case CELEBRITY_OVERLAY_PROP_DRAW:
      settings->draw = g_value_get_flags (value);
      break;
    case CELEBRITY_OVERLAY_PROP_STYLE:
      settings->style = g_value_get_enum (value);
      break;
    case CELEBRITY_OVERLAY_PROP_COLOR:
      settings->color = g_value_get_uint (value);
      break;
    case CELEBRITY_OVERLAY_PROP_LINE_WIDTH:
      settings->line_width = g_value_get_uint (value);
      break;
    case CELEBRITY_OVERLAY_PROP_FONT_DESC:
      g_free (settings->font_desc);
      settings->font_desc = g_value_dup_string (value);
      break;
    case CELEBRITY_OVERLAY_PROP_CELEBRITIES:
      set_strings (&settings->celebrities, value);
      break;
    case CELEBRITY_OVERLAY_PROP_EXCLUDE:
      set_strings (&settings->exclude, value);
      break;
    case CELEBRITY_OVERLAY_PROP_EFFECT:
      settings->effect = g_value_get_enum (value);
      break;
    case CELEBRITY_OVERLAY_PROP_INVERT:
      settings->invert = g_value_get_boolean (value);
      break;
    case CELEBRITY_OVERLAY_PROP_SILENT:
      settings->silent = g_value_get_boolean (value);
      break;
    case CELEBRITY_OVERLAY_PROP_0:
    default:
      return FALSE;
  }
  return TRUE;
}

/* One case a property: long, but a single table. */
gboolean
celebrity_overlay_settings_get (const CelebrityOverlaySettings *settings,
    CelebrityOverlayProperty property, GValue *value)
{
  switch (property) {
    case CELEBRITY_OVERLAY_PROP_DRAW:
      g_value_set_flags (value, settings->draw);
      break;
    case CELEBRITY_OVERLAY_PROP_STYLE:
      g_value_set_enum (value, settings->style);
      break;
    case CELEBRITY_OVERLAY_PROP_COLOR:
      g_value_set_uint (value, settings->color);
      break;
    case CELEBRITY_OVERLAY_PROP_LINE_WIDTH:
      g_value_set_uint (value, settings->line_width);
      break;
    case CELEBRITY_OVERLAY_PROP_FONT_DESC:
      g_value_set_string (value, settings->font_desc);
      break;
    case CELEBRITY_OVERLAY_PROP_CELEBRITIES:
      get_strings (settings->celebrities, value);
      break;
    case CELEBRITY_OVERLAY_PROP_EXCLUDE:
      get_strings (settings->exclude, value);
      break;
    case CELEBRITY_OVERLAY_PROP_EFFECT:
      g_value_set_enum (value, settings->effect);
      break;
    case CELEBRITY_OVERLAY_PROP_INVERT:
      g_value_set_boolean (value, settings->invert);
      break;
    case CELEBRITY_OVERLAY_PROP_SILENT:
      g_value_set_boolean (value, settings->silent);
      break;
    case CELEBRITY_OVERLAY_PROP_0:
    default:
      return FALSE;
  }
  return TRUE;
}
