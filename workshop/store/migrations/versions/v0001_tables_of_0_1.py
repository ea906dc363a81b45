"""The tables of 0.1, from before a database said of which revision it is. Some of these databases lack some tables."""

from alembic import op
from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table

revision = "0001"
down_revision = None

metadata = MetaData()

Table(
    "sealed_plans",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    Column("used_on", Date, nullable=False, index=True),
)

Table(
    "plan_keys",
    metadata,
    Column("locator", String(64), primary_key=True),
    Column("plan", ForeignKey("sealed_plans.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("note", LargeBinary),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("until", DateTime(timezone=True)),
    Index("plan_keys_of_a_plan", "plan", "kind"),
)

Table(
    "plan_changes",
    metadata,
    Column("plan", ForeignKey("sealed_plans.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

Table(
    "ended_keys",
    metadata,
    Column("locator", String(64), primary_key=True),
    Column("gone_on", Date, nullable=False),
    Column("why", String(10), nullable=False),
)

Table("days_it_ran", metadata, Column("day", Date, primary_key=True))

Table("days_before_later", metadata, Column("day", Date, primary_key=True))

Table(
    "classes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("used_on", Date, nullable=False, index=True),
)

Table(
    "class_keys",
    metadata,
    Column("locator", String(64), primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

Table(
    "class_members",
    metadata,
    Column("locator", String(64), primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False, index=True),
    Column("number", String(8), nullable=False),
    Column("own", LargeBinary, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("joined_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)

Table(
    "class_people",
    metadata,
    Column("locator", ForeignKey("class_members.locator"), primary_key=True),
    Column("tag", String(64), primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False),
    Index("class_people_by_tag", "class_id", "tag"),
)


def upgrade() -> None:
    """Make the tables that are not there."""
    metadata.create_all(op.get_bind())
