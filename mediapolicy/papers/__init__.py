"""Papers: documents made from records, rendered apart from everything else, kept a few days, fetched by who may see them."""
