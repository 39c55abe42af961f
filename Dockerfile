# The portal for production: the code, its pinned packages, its static files, and nothing that is secret.
# The same image serves every SITE_ROLE, and runs the commands (`manage.py migrate` and the others).

FROM python:3.13-slim AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN python -m venv /opt/portal
COPY requirements/base.txt requirements/base.txt
RUN /opt/portal/bin/pip install --require-hashes -r requirements/base.txt

WORKDIR /srv/portal
# What the checks of the build found; the pattern lets a build without them pass, and its page then says so.
COPY manage.py LICENSE conformance.jso[n] ./
COPY mmsmt_portal mmsmt_portal
COPY findings findings
COPY templates templates
COPY static static
COPY fixtures fixtures
RUN /opt/portal/bin/python manage.py collectstatic --noinput
RUN /opt/portal/bin/python -m compileall -q mmsmt_portal findings


FROM python:3.13-slim

ENV PATH=/opt/portal/bin:$PATH PYTHONUNBUFFERED=1

COPY --from=build /opt/portal /opt/portal
COPY --from=build /srv/portal /srv/portal
WORKDIR /srv/portal

# A number, so that a cluster can see without the image's user list that it is not root. It owns no file here.
USER 10001:10001
EXPOSE 8000

HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]

CMD ["gunicorn", "--config=python:mmsmt_portal.gunicorn_config", "--bind=0.0.0.0:8000", "--workers=2"]
