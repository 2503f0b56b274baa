"""The care group: its name, settings, working calendar and on-call rota."""
