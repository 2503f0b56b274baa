"""One history: who changed what, in which role, which step, under which clause, why, under which policy version."""
