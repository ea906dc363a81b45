"""How Alembic runs the revisions: on the connection it is given, in the transaction that is open on it."""

from alembic import context

from workshop.store import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables.metadata)
context.run_migrations()
