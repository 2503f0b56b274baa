"""The demonstration care group: invented homes and people, and stories told through the real actions."""
