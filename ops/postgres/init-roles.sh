#!/bin/sh
# Run once by the postgres image, on an empty data folder: the product's database and its two roles.
# The same as launch/roles.py does for the embedded server.
#
# mediapolicy_owner holds the tables and migrates them. mediapolicy_app reads and writes rows and owns nothing, so that
# it cannot loosen what the database keeps; migrations then take UPDATE, DELETE and TRUNCATE on history away from it.
set -eu
: "${OWNER_PASSWORD:?}" "${APP_PASSWORD:?}"

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE mediapolicy_owner WITH LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE mediapolicy_app WITH LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE mediapolicy OWNER mediapolicy_owner;
REVOKE ALL ON DATABASE mediapolicy FROM PUBLIC;
GRANT CONNECT ON DATABASE mediapolicy TO mediapolicy_app;
\connect mediapolicy
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO mediapolicy_owner;
GRANT USAGE ON SCHEMA public TO mediapolicy_app;
ALTER DEFAULT PRIVILEGES FOR ROLE mediapolicy_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO mediapolicy_app;
ALTER DEFAULT PRIVILEGES FOR ROLE mediapolicy_owner IN SCHEMA public
  GRANT USAGE ON SEQUENCES TO mediapolicy_app;
SQL
