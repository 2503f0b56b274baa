# One image for web, worker, scheduler and migrations: docker-compose.yml starts it with different words.
# No secret is needed to build it and none is in it.

# What the screens are made of: launch/assets.py needs Node and any Python.
FROM node:22-bookworm-slim AS assets
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY package.json package-lock.json ./
COPY launch/ launch/
COPY static/src/ static/src/
RUN python3 launch/assets.py

# The Python packages, exactly those of the lock; the installer stays behind in this stage.
FROM python:3.11-slim-bookworm AS packages
COPY requirements/uv.txt requirements/run.txt /requirements/
RUN pip install --no-cache-dir --require-hashes -r /requirements/uv.txt \
 && python -m venv --without-pip /opt/venv \
 && uv pip install --no-cache --python /opt/venv/bin/python --require-hashes -r /requirements/run.txt

FROM python:3.11-slim-bookworm
# Pango makes the PDFs of signed papers.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 mediapolicy \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin mediapolicy \
 && install -d -o mediapolicy -g mediapolicy -m 0700 /data/files /data/mail /data/backups
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=mediapolicy.settings \
    STATIC_ROOT=/srv/static \
    FILES_DIR=/data/files \
    MAIL_CATCHER_DIR=/data/mail \
    XDG_CACHE_HOME=/tmp \
    WEB_CONCURRENCY=2
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/mediapolicy
# Named one by one, so that nothing of a developer's folder (var/, .venv/, .env) can get in.
COPY manage.py pyproject.toml ./
COPY mediapolicy/ mediapolicy/
COPY approvals/ approvals/
COPY consent/ consent/
COPY matters/ matters/
COPY pressroom/ pressroom/
COPY enquiries/ enquiries/
COPY desk/ desk/
COPY templates/ templates/
COPY --from=assets /build/static/built/ static/built/
RUN python -m compileall -q . \
 && SECRET_KEY=only-while-gathering-files python manage.py collectstatic --no-input -v0

USER 10001:10001
EXPOSE 8000
# /healthz answers only to the name that people use.
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 CMD ["python", "-c", "import os; from urllib import parse, request; host = parse.urlsplit(os.environ.get('SITE_URL', 'http://127.0.0.1:8000')).netloc; request.urlopen(request.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
# No access log: the path of an invitation is a key to somebody's account.
CMD ["gunicorn", "mediapolicy.wsgi", "--bind", "0.0.0.0:8000", "--preload", "--worker-class", "gthread", "--threads", "4", "--graceful-timeout", "20", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
