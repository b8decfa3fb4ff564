"""Runs migration steps on the connection that ``mediawharf.db.migrate`` has opened."""

from alembic import context

from mediawharf.db.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction holds all steps
)
context.run_migrations()
