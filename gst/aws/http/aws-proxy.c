/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "http/aws-proxy.h"

#include "client/aws-error.h"

#include <string.h>

#define HTTP_PORT 80
#define HTTPS_PORT 443

/* The server that a request is sent to. */
typedef struct {
  char *scheme;
  char *host;
  int port;
} Target;

static void
target_clear (Target *target)
{
  g_free (target->scheme);
  g_free (target->host);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static int
get_default_port (const char *scheme)
{
  return g_str_equal (scheme, "https") ? HTTPS_PORT : HTTP_PORT;
}

static gboolean
target_init (Target *target, const char *uri, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!g_uri_split_network (uri, G_URI_FLAGS_NONE, &target->scheme,
          &target->host, &target->port, &local_error)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "The endpoint is not a valid URI: %s", local_error->message);
    return FALSE;
  }
  if (target->port == -1)
    target->port = get_default_port (target->scheme);
  return TRUE;
}

/* The lower-case variable takes precedence if it is set, even if it is empty. */
static const char *
choose_variable (const AwsConfig *config, const char *lower, const char *upper)
{
  return rekaws_config_has_variable (config, lower) ? lower : upper;
}

static const char *
choose_proxy_variable (const AwsConfig *config, const char *scheme)
{
  if (g_str_equal (scheme, "https"))
    return choose_variable (config, "https_proxy", "HTTPS_PROXY");
  if (rekaws_config_has_variable (config, "REQUEST_METHOD"))
    return "http_proxy";
  return choose_variable (config, "http_proxy", "HTTP_PROXY");
}

static gboolean
matches_name (const char *name, const char *host)
{
  gsize name_length = strlen (name);
  gsize host_length = strlen (host);

  if (name_length > host_length ||
      g_ascii_strcasecmp (host + host_length - name_length, name) != 0)
    return FALSE;
  return name_length == host_length ||
      host[host_length - name_length - 1] == '.';
}

/* An address, or all addresses with the same first bits. Unlike GLib's
 * GInetAddressMask it accepts further bits, as in "10.0.0.5/8". That, "*" and
 * default ports are why GSimpleProxyResolver is not enough for NO_PROXY. */
typedef struct {
  GInetAddress *address;
  guint n_bits;
} Network;

static void
network_clear (Network *network)
{
  g_clear_object (&network->address);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Network, network_clear)

/* Returns FALSE if @text is neither an address nor a network. */
static gboolean
network_init (Network *network, const char *text)
{
  const char *slash = strchr (text, '/');
  g_autofree char *address = slash != NULL
      ? g_strndup (text, (gsize) (slash - text))
      : g_strdup (text);
  guint64 n_bits;

  network->address = g_inet_address_new_from_string (address);
  if (network->address == NULL)
    return FALSE;
  n_bits = 8 * g_inet_address_get_native_size (network->address);
  if (slash != NULL &&
      !g_ascii_string_to_unsigned (slash + 1, 10, 0, n_bits, &n_bits, NULL))
    return FALSE;
  network->n_bits = (guint) n_bits;
  return TRUE;
}

static gboolean
network_matches (const Network *network, const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  const guint8 *ours = g_inet_address_to_bytes (network->address);
  const guint8 *theirs;
  guint n_bytes = network->n_bits / 8;
  guint8 rest = (guint8) (0xff00 >> network->n_bits % 8);

  if (address == NULL ||
      g_inet_address_get_family (address) !=
          g_inet_address_get_family (network->address))
    return FALSE;
  theirs = g_inet_address_to_bytes (address);
  return memcmp (ours, theirs, n_bytes) == 0 &&
      (rest == 0 || ((ours[n_bytes] ^ theirs[n_bytes]) & rest) == 0);
}

/* @entry: an entry of a list of hosts
 * @is_valid: (out): whether it is an entry at all */
static gboolean
matches_entry (const char *entry, const Target *target, gboolean *is_valid)
{
  g_autoptr (GSocketConnectable) parsed = NULL;
  g_auto (Network) network = { NULL, 0 };
  g_auto (Network) host = { NULL, 0 };
  const char *name;
  int port;

  *is_valid = TRUE;
  if (g_str_equal (entry, "*"))
    return TRUE;
  if (network_init (&network, entry))
    return network_matches (&network, target->host);

  parsed = g_network_address_parse (entry, 0, NULL);
  name = parsed != NULL
      ? g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed))
      : "";
  name += strspn (name, "*");
  name += strspn (name, ".");
  *is_valid = *name != '\0' && name[strcspn (name, "*/@")] == '\0';
  if (!*is_valid)
    return FALSE;
  port = g_network_address_get_port (G_NETWORK_ADDRESS (parsed));
  if (port != 0 && port != target->port)
    return FALSE;
  return network_init (&host, name) ? network_matches (&host, target->host)
                                    : matches_name (name, target->host);
}

static gboolean
is_excluded (const AwsConfig *config, const Target *target)
{
  const char *variable = choose_variable (config, "no_proxy", "NO_PROXY");
  const char *list = rekaws_config_getenv (config, variable);
  g_auto (GStrv) entries = NULL;

  if (list == NULL)
    return FALSE;
  entries = g_strsplit_set (list, ", \t", 0);
  for (guint i = 0; entries[i] != NULL; i++) {
    gboolean is_valid = TRUE;
    g_autofree char *shown = NULL;

    if (*entries[i] != '\0' && matches_entry (entries[i], target, &is_valid))
      return TRUE;
    if (is_valid)
      continue;
    /* If a proxy was set here by mistake, it may contain a password. */
    shown = strchr (list, '@') != NULL ? g_strdup ("...")
                                       : g_strescape (entries[i], NULL);
    rekutil_log_warning (rekaws_config_get_log (config),
        "%s: \"%s\" is not a host name, an address or a network, and is "
        "ignored",
        variable, shown);
  }
  return FALSE;
}

static const struct {
  const char *prefix;
  const char *scheme;
} prefixes[] = {
  { "http://", "http" },
  { "https://", "https" },
  { "//", "http" },
};

/* @rest: (out): what follows the scheme
 *
 * Returns: (nullable): the scheme, "http" if there is none; NULL if it is not
 *   supported */
static const char *
split_scheme (const char *text, const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    gsize length = strlen (prefixes[i].prefix);

    if (g_ascii_strncasecmp (text, prefixes[i].prefix, length) == 0) {
      *rest = text + length;
      return prefixes[i].scheme;
    }
  }

  *rest = text;
  return strstr (text, "://") == NULL ? "http" : NULL;
}

/* User name and password, unescaped; NULL if that is not possible. */
typedef struct {
  UtilSecret *user;
  UtilSecret *password;
} Login;

static void
login_clear (Login *login)
{
  rekutil_secret_free (login->user);
  rekutil_secret_free (login->password);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Login, login_clear)

/* @text: "user:password", not NUL-terminated */
static gboolean
login_init (Login *login, const char *text, gsize size)
{
  const char *end = text + size;
  const char *colon = memchr (text, ':', size);

  login->user =
      g_uri_unescape_segment (text, colon != NULL ? colon : end, NULL);
  login->password = colon != NULL
      ? g_uri_unescape_segment (colon + 1, end, NULL)
      : g_strdup ("");
  return login->user != NULL && login->password != NULL;
}

static UtilSecret *
build_authorization (const Login *login)
{
  g_autoptr (UtilSecret) text =
      g_strconcat (login->user, ":", login->password, NULL);
  g_autoptr (UtilSecret) encoded =
      g_base64_encode ((const guchar *) text, strlen (text));

  return g_strconcat ("Basic ", encoded, NULL);
}

/* GLib connects to an https proxy by itself, and takes the login from its URI. */
static UtilSecret *
build_https_uri (const Login *login, const char *authority)
{
  g_autoptr (UtilSecret) user = NULL;
  g_autoptr (UtilSecret) password = NULL;

  if (login->user == NULL)
    return g_strconcat ("https://", authority, NULL);

  user = g_uri_escape_string (login->user, NULL, FALSE);
  password = g_uri_escape_string (login->password, NULL, FALSE);
  return g_strconcat ("https://", user, ":", password, "@", authority, NULL);
}

/* GLib accepts spaces. */
static gboolean
is_host (const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    if (!g_ascii_isgraph (*p))
      return FALSE;
  }
  return *text != '\0';
}

static char *
normalize_authority (const char *scheme, const char *text, gsize size)
{
  g_autofree char *uri =
      g_strdup_printf ("%s://%.*s", scheme, (int) size, text);
  g_autofree char *host = NULL;
  int port;

  if (!g_uri_split_network (uri, G_URI_FLAGS_NONE, NULL, &host, &port, NULL) ||
      !is_host (host))
    return NULL;
  if (port == -1)
    port = get_default_port (scheme);
  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d",
      host, port);
}

/* Returns: (nullable): the proxy; NULL if @text is not valid */
static AwsProxy *
parse_proxy (const char *text)
{
  g_auto (Login) login = { NULL, NULL };
  g_autoptr (AwsProxy) proxy = g_new0 (AwsProxy, 1);
  const char *rest, *at;
  const char *scheme = split_scheme (text, &rest);
  gsize size;

  if (scheme == NULL)
    return NULL;

  size = strcspn (rest, "/?#");
  at = g_strrstr_len (rest, (gssize) size, "@");
  if (at != NULL) {
    if (!login_init (&login, rest, (gsize) (at - rest)))
      return NULL;
    size -= (gsize) (at + 1 - rest);
    rest = at + 1;
  }
  proxy->authority = normalize_authority (scheme, rest, size);
  if (proxy->authority == NULL)
    return NULL;

  if (g_str_equal (scheme, "https")) {
    proxy->uri = build_https_uri (&login, proxy->authority);
    return g_steal_pointer (&proxy);
  }
  proxy->uri = g_strconcat ("http://", proxy->authority, NULL);
  if (login.user != NULL)
    proxy->authorization = build_authorization (&login);
  return g_steal_pointer (&proxy);
}

gboolean
rekaws_proxy_find (const AwsConfig *config, const char *uri, AwsProxy **proxy,
    GError **error)
{
  g_auto (Target) target = { NULL, NULL, 0 };
  g_autoptr (UtilSecret) text = NULL;
  const char *variable;

  *proxy = NULL;
  if (!target_init (&target, uri, error))
    return FALSE;

  variable = choose_proxy_variable (config, target.scheme);
  text = g_strdup (rekaws_config_getenv (config, variable));
  if (text == NULL || is_excluded (config, &target))
    return TRUE;

  *proxy = parse_proxy (g_strstrip (text));
  if (*proxy != NULL) {
    rekutil_log_debug (rekaws_config_get_log (config),
        "Proxy for %s from %s: %s", target.host, variable, (*proxy)->authority);
    return TRUE;
  }
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "%s must be an http:// or https:// URI, for example "
      "\"http://proxy.example.com:3128\"",
      variable);
  return FALSE;
}

void
rekaws_proxy_free (AwsProxy *proxy)
{
  if (proxy == NULL)
    return;

  rekutil_secret_free (proxy->uri);
  g_free (proxy->authority);
  rekutil_secret_free (proxy->authorization);
  g_free (proxy);
}
