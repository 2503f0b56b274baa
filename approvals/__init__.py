"""Who signs: a sign-off sealed to the exact content. Knows nothing of what it seals."""
