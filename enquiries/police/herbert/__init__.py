"""The Herbert Protocol form of each resident: that it is ready, and where it lies. Its content is not kept here."""
