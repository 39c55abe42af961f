"""Settings, in one file: the environment says what differs between machines (environment.py), this says the rest.

Importing it starts nothing and connects to nothing. What the role of the process changes is in one place each:
middleware, addresses (urls.py) and the database session (database.py).
"""

import datetime as dt
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pghistory
from django.utils.csp import CSP

from findings import languages
from mmsmt_portal import database, embedded_postgres, environment, listening, logs, release, templates
from mmsmt_portal.environment import AdminTotp, SiteRole

BASE_DIR = Path(__file__).resolve().parent.parent
#: What a run leaves on this machine: the private database, its log, the secret key of the first run.
PORTAL_DIR = BASE_DIR / ".portal"

try:
    ENVIRONMENT = environment.read()
except environment.UnusableEnvironmentError as error:
    # A person reads this, at the command line or in the log of a container: sentences, no traceback.
    raise SystemExit(str(error)) from None

# The site

SITE_ROLE = ENVIRONMENT.site_role
HAS_ADMIN = SITE_ROLE is not SiteRole.PUBLIC
#: The private server that `manage.py serve` runs here: what commands work on that are told no other.
PRIVATE_DATABASE_URL = None if ENVIRONMENT.database_url else embedded_postgres.running_url(PORTAL_DIR / "postgres")
#: What permalinks begin with, in pages, feeds and exports; never taken from a request. Beside such a `serve` it is its.
SITE_URL = (
    ENVIRONMENT.site_url
    or (listening.base_left(PORTAL_DIR) if PRIVATE_DATABASE_URL else None)
    or "http://127.0.0.1:8000"
)
#: Which sources run, whatever the release is called.
CODE_DIGEST = release.of_tree(BASE_DIR)
#: The release of the code: with the dataset version, the validator of every public page.
RELEASE = ENVIRONMENT.release or CODE_DIGEST
#: What the checks of the build found, as .ci/run writes it; a copy that no build checked has none.
CONFORMANCE_FILE = BASE_DIR / "conformance.json"
#: Where readers report mistakes, on pages and in files; "" where the portal names nobody.
CONTACT = ENVIRONMENT.contact or ""
#: Where a weakness of the portal is reported; security.txt names it.
SECURITY_CONTACT = ENVIRONMENT.security_contact or ""
#: Where `export_dataset` puts releases, each under its number, and where they are served from.
RELEASES_DIR = Path(ENVIRONMENT.releases_dir) if ENVIRONMENT.releases_dir else PORTAL_DIR / "releases"
#: Where the files of all findings are kept ready; without one, a folder of this user's own among temporary files.
EXPORT_DIR = ENVIRONMENT.export_dir
#: Where what workers count is added up (mmsmt_portal/metrics.py), "" for nowhere; gunicorn_config.py decides it.
METRICS_FOLDER = environment.metrics_folder()
DEBUG = ENVIRONMENT.debug
# Without one, a key for this process alone: nothing is baked in, and wsgi.py refuses to start on it.
SECRET_KEY = ENVIRONMENT.secret_key or secrets.token_urlsafe(50)
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts) or ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "mmsmt_portal.urls"
# WSGI_APPLICATION stays unset: wsgi.py is the production entry, `runserver` uses Django's own.

INSTALLED_APPS = [
    "mmsmt_portal",
    "findings",
    "mmsmt_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "django_htmx",
    # Not rest_framework itself: that would only bring the templates and static files of its browsable form.
    "drf_spectacular",
]

#: A request passes these on its way in, and its answer on its way out, in every role.
PUBLIC_MIDDLEWARE = [
    "findings.views.methods.HeadMiddleware",
    "mmsmt_portal.metrics.MetricsMiddleware",
    "mmsmt_portal.headers.HeadersMiddleware",
    "mmsmt_portal.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "findings.views.languages.LanguageMiddleware",
    "findings.api.middleware.ApiMiddleware",
    "findings.views.methods.PublicMethodsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "findings.views.exceptions.ExceptionPagesMiddleware",
]
#: What the admin needs besides. None of it sets a cookie or a Vary on a page that does not ask for the user.
ADMIN_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "findings.admin.access.SessionLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "findings.admin.middleware.ChangesMiddleware",
    "axes.middleware.AxesMiddleware",
]
#: What stands before everything else, where there is an admin: what it does holds for every answer.
FIRST_MIDDLEWARE = ["findings.admin.access.AdminAnswersMiddleware"]
MIDDLEWARE = [*FIRST_MIDDLEWARE, *PUBLIC_MIDDLEWARE, *ADMIN_MIDDLEWARE] if HAS_ADMIN else PUBLIC_MIDDLEWARE

CONTEXT_PROCESSORS = ["findings.views.languages.languages"]
TEMPLATES = [
    # Every public page.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {
            "environment": "findings.templating.environment.environment",
            "loader": templates.PublicLoader(BASE_DIR / "templates"),
            "context_processors": CONTEXT_PROCESSORS,
        },
    },
    # The editors' room, in the templates of Django's admin.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["mmsmt_portal.templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                *CONTEXT_PROCESSORS,
                *(
                    [
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                    if HAS_ADMIN
                    else []
                ),
            ],
        },
    },
]

SILENCED_SYSTEM_CHECKS = [
    # HSTS binds the portal's own host. Its subdomains, and a browser's list of hosts, are for their owner to decide.
    "security.W005",
    "security.W021",
    # INSTALLED_APPS are equal in all roles; a public process has no address of the admin, so none of its needs.
    *([] if HAS_ADMIN else ["admin.E402", "admin.E404", "admin.E408", "admin.E409", "admin.E410"]),
    # Nor has it a form that is sent, or a cookie that a forged one could ride on.
    *([] if HAS_ADMIN else ["security.W003"]),
    # Nor a log-in whose failures are to be counted.
    *([] if HAS_ADMIN else ["axes.W002"]),
]

# The database

DATABASES = {"default": database.configuration(ENVIRONMENT.database_url or PRIVATE_DATABASE_URL, SITE_ROLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The memory of the records (findings/models/changes.py)

#: Foreign keys of a change are not looked up, but for those that models/changes.py gives an index by name.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# Words and time

LANGUAGE_CODE = languages.ENGLISH
#: Those of the interface; what is recorded is English. The address of a page says which (findings/views/languages.py).
LANGUAGES = list(languages.LANGUAGES.items())
LOCALE_PATHS = [BASE_DIR / "findings" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: hashed names, compressed once, served by the application with a year's life.

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded
    "staticfiles": {"BACKEND": "mmsmt_portal.stylesheets.StaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Security

HTTPS = urlsplit(SITE_URL).scheme == "https"
#: No inline script or style anywhere, so no nonce, which would differ in every answer and break its validator.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
# The proxy that ends TLS has to set this header, and to remove one that a reader sent (README, "Running it for real").
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
# A browser takes a cookie of such a name over https alone, whoever sets it.
SESSION_COOKIE_NAME = "__Secure-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Secure-csrftoken" if HTTPS else "csrftoken"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if HAS_ADMIN:  # a public process takes no form, and does not load the editors' room
    CSRF_FAILURE_VIEW = "findings.admin.kept.refused_form"
# The admin's cookies go to the admin alone: no public page is ever asked for with one.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
# A session ends when the browser is closed, when nobody has asked for an hour, and at the end of a working day.
SESSION_COOKIE_AGE = 3600  # seconds, from the last request on
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_LONGEST = 10 * 3600  # seconds
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Log-in: password and second factor together (findings/admin/access.py), lock-out after repeated failures

ADMIN_TOTP_REQUIRED = ENVIRONMENT.admin_totp is AdminTotp.REQUIRED
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "findings.admin.access.SecondFactorBackend"]
OTP_TOTP_ISSUER = "Sanctions findings"
#: Failures for one user name from one address, and how long both together are then refused.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
#: How many proxies of ours stand in front, each of which names in X-Forwarded-For whom it had a request from.
PROXIES = ENVIRONMENT.proxies
AXES_CLIENT_IP_CALLABLE = "findings.admin.access.address_of"
AXES_LOCKOUT_CALLABLE = "findings.admin.access.locked_out"
AXES_RESET_ON_SUCCESS = True
#: The time told to who is locked out stays true, whatever is tried meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "token"]
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# The API

#: Read-only and open: nothing knows a user, so nothing of authentication, permissions or sessions is asked for.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["findings.api.rendering.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "findings.api.rendering.OneForm",
    "DEFAULT_SCHEMA_CLASS": "findings.api.description.OperationSchema",
    "EXCEPTION_HANDLER": "findings.api.problems.answer",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is a parameter that does not exist, as any other
}
SPECTACULAR_SETTINGS = {
    "TITLE": "DPRK sanctions findings: the read-only API",
    "DESCRIPTION": (
        "Findings on violations of the UN sanctions on the DPRK, as the Multilateral Sanctions Monitoring Team and its "
        "predecessor reported them: who asserts each, what says so, and where. A record says what a report asserts. It "
        "is not a judgement by this portal. To be named is not to be designated, and neither is a conviction."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
    "SERVERS": [{"url": SITE_URL}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],  # vocabularies are described by name already
    "TAGS": [
        {"name": "findings", "description": "Findings"},
        {"name": "reports", "description": "Reports"},
        {"name": "actors", "description": "Actors"},
        {"name": "sources", "description": "Sources"},
        {"name": "resolutions", "description": "Resolutions"},
        {"name": "provisions", "description": "Provisions of resolutions"},
        {"name": "categories", "description": "Categories"},
        {"name": "editions", "description": "Editions"},
        {"name": "search", "description": "Search and look-up"},
        {"name": "portal", "description": "The portal itself"},
    ],
}

# Logs

LOGGING = logs.configuration(terminal=sys.stderr.isatty())
