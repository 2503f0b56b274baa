"""The product's own settings, made quick and quiet for tests."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("DEMONSTRATION", "1")
os.environ.setdefault("DATABASE_URL", "postgres:///mediapolicy")

from mediapolicy.settings import *  # noqa: E402, F403
from mediapolicy.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = tempfile.mkdtemp(prefix="mediapolicy-files-")
STATIC_ROOT = tempfile.mkdtemp(prefix="mediapolicy-static-")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE", "test_mediapolicy")}
SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SWEEP_SECONDS = 0.2
MAY_RUN_AS_OWNER = True
