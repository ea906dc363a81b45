"""The tables. No column holds a word of a plan that is not sealed.

A change here needs a module in `migrations/versions` that makes it in databases of before, and its revision below.
"""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table

REVISION = "0001"
metadata = MetaData()

plans = Table(
    "sealed_plans",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    Column("used_on", Date, nullable=False, index=True),
)

# What a secret opens. An owner's and a viewer's row holds the plan's data key, a code's row the owner's key; each is
# wrapped with a key that follows from the secret and is stored nowhere. The note of a team's code is the number from
# which, with the owner's key, the code follows; that of a view link is sealed. A one-time code that was used leaves a
# row of the kind "used" with nothing wrapped in it.
keys = Table(
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

changes = Table(
    "plan_changes",
    metadata,
    Column("plan", ForeignKey("sealed_plans.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# Keys that opened a plan once, so that a forgotten page does not bring a deleted plan back.
gone = Table(
    "ended_keys",
    metadata,
    Column("locator", String(64), primary_key=True),
    Column("gone_on", Date, nullable=False),
    Column("why", String(10), nullable=False),
)

# The days, in UTC, on which a server looked for what nobody uses.
days_it_ran = Table("days_it_ran", metadata, Column("day", Date, primary_key=True))

# Of these, the days on which a later one was noted already.
days_before_later = Table("days_before_later", metadata, Column("day", Date, primary_key=True))

# A class: its name and what goes on in it, sealed with a key that its members have.
classes = Table(
    "classes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("used_on", Date, nullable=False, index=True),
)

# What opens a class: the teacher's secret gives all of it, the join code only the key that members have.
class_keys = Table(
    "class_keys",
    metadata,
    Column("locator", String(64), primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

# A student in a class: `own` opens with the key of the student's plan, `report` with the teacher's secret only.
members = Table(
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

# Keyed hashes of the people on the list of a student in a class.
class_people = Table(
    "class_people",
    metadata,
    Column("locator", ForeignKey("class_members.locator"), primary_key=True),
    Column("tag", String(64), primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False),
    Index("class_people_by_tag", "class_id", "tag"),
)
