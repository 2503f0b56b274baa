"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediapolicy.settings")
application = get_wsgi_application()

from mediapolicy.starting import start_or_explain  # noqa: E402 (needs the applications loaded)

start_or_explain()
