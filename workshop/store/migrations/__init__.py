"""The revisions of the tables, for Alembic: each module in `versions` leads from the one before to the next."""
