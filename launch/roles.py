"""The two database roles, made inside `.venv` (it has the driver): `python -m launch.roles < request.json`.

The owner holds the tables and migrates them. The application reads and writes rows and owns nothing, so
that it cannot loosen what the database keeps. New tables reach it through default privileges; migrations then
take UPDATE and DELETE on history tables away from it.
"""

import json
import sys
from typing import Any

import psycopg2  # type: ignore[import-untyped]
from psycopg2 import sql

OWNER, APPLICATION = "mediapolicy_owner", "mediapolicy_app"


def connect(request: dict[str, Any], database: str) -> Any:
    """As the server's own superuser, which nothing but this module uses."""
    connection = psycopg2.connect(
        host="127.0.0.1",
        port=request["port"],
        user="postgres",
        password=request["superuser"],
        dbname=database,
        connect_timeout=10,
    )
    connection.autocommit = True
    return connection


def make_roles(cursor: Any, request: dict[str, Any]) -> None:
    """Both roles with today's passwords and nothing more than they need."""
    powers = {
        OWNER: "LOGIN NOSUPERUSER NOCREATEROLE " + ("CREATEDB" if request["tests"] else "NOCREATEDB"),
        APPLICATION: "LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS",
    }
    for role, password in ((OWNER, request["owner"]), (APPLICATION, request["application"])):
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        statement = sql.SQL("{verb} ROLE {role} WITH {powers} PASSWORD {password}").format(
            verb=sql.SQL(verb),
            role=sql.Identifier(role),
            powers=sql.SQL(powers[role]),
            password=sql.Literal(password),
        )
        cursor.execute(statement)


def make_database(cursor: Any, name: str) -> None:
    """The owner's database, which only the two roles may enter."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    if not cursor.fetchone():
        cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(APPLICATION)))


def grant(cursor: Any) -> None:
    """What the application may do with every table that the owner will make in this database."""
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {application}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {application}",
    ):
        names = {"owner": sql.Identifier(OWNER), "application": sql.Identifier(APPLICATION)}
        cursor.execute(sql.SQL(statement).format(**names))


def prepare(request: dict[str, Any]) -> None:
    """Roles, databases and grants; running it again changes nothing but lost passwords.

    For tests the grants go into template1 too: the databases that a test run makes are copies of it.
    """
    server = connect(request, "postgres")
    with server.cursor() as cursor:
        make_roles(cursor, request)
        for name in request["databases"]:
            make_database(cursor, name)
    server.close()
    for name in [*request["databases"], *(["template1"] if request["tests"] else [])]:
        database = connect(request, name)
        with database.cursor() as cursor:
            grant(cursor)
        database.close()


if __name__ == "__main__":
    prepare(json.load(sys.stdin))
