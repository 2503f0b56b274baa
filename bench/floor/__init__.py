"""The floor: what bare Django needs for the same pages over the same rows. No permissions, no frame, no policy."""
