#!/bin/sh
# Runs once, on an empty data directory. Two roles: aidesign_owner owns the database and changes its shape (migrations);
# aidesign_app reads and writes rows and owns nothing. What the owner creates later is open to the application at once.
set -eu

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$DATABASE_OWNER_PASSWORD" --set app_password="$DATABASE_APP_PASSWORD" <<'SQL'
CREATE ROLE aidesign_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE aidesign_app LOGIN PASSWORD :'app_password';
CREATE DATABASE aidesign OWNER aidesign_owner TEMPLATE template0
  ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE aidesign FROM PUBLIC;
GRANT CONNECT ON DATABASE aidesign TO aidesign_app;
\connect aidesign
ALTER SCHEMA public OWNER TO aidesign_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO aidesign_app;
ALTER DEFAULT PRIVILEGES FOR ROLE aidesign_owner GRANT USAGE ON SCHEMAS TO aidesign_app;
ALTER DEFAULT PRIVILEGES FOR ROLE aidesign_owner
  GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO aidesign_app;
ALTER DEFAULT PRIVILEGES FOR ROLE aidesign_owner GRANT USAGE ON SEQUENCES TO aidesign_app;
ALTER DEFAULT PRIVILEGES FOR ROLE aidesign_owner GRANT EXECUTE ON FUNCTIONS TO aidesign_app;
SQL
