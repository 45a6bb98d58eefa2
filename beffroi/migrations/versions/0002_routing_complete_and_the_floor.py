"""Routing complete and the floor."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


MOVED = """
INSERT INTO presence_reasons
(tenant_id, code, fr, en, paid, productive, longest_s, quota, approval, active, place)
SELECT tenant_id, code, fr, en, :yes, CASE WHEN code = 'back_office' THEN :yes ELSE :no END, 0, 0, :no, :yes, place
FROM wordings WHERE kind = 'not_ready'
"""
TOLD = """
INSERT INTO news (tenant_id, seq, kind, object_id)
SELECT tenant_id, COALESCE((SELECT MAX(seq) FROM news WHERE news.tenant_id = tenants.tenant_id), 0) + 1,
       'floor', 'floor'
FROM tenants
"""
BACK = """
INSERT INTO wordings (tenant_id, kind, code, fr, en, place)
SELECT tenant_id, 'not_ready', code, fr, en, place FROM presence_reasons
"""


def upgrade() -> None:
    op.create_table(
        "alert_log",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=True),
        sa.Column("team", sa.String(length=64), nullable=True),
        sa.Column("figure", sa.String(length=32), nullable=False),
        sa.Column("op", sa.String(length=1), nullable=False),
        sa.Column("limit", sa.Float(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=64), nullable=True),
        sa.Column("acknowledged_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_alert_log")),
    )
    with op.batch_alter_table("alert_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_log_tenant_id_ended_at"), ["tenant_id", "ended_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_alert_log_tenant_id_started_at"), ["tenant_id", "started_at"], unique=False
        )

    op.create_table(
        "alert_rules",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=True),
        sa.Column("team", sa.String(length=64), nullable=True),
        sa.Column("figure", sa.String(length=32), nullable=False),
        sa.Column("op", sa.String(length=1), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("held_s", sa.Float(), nullable=False),
        sa.Column("screen", sa.Boolean(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("webhook", sa.Text(), nullable=True),
        sa.Column("secret", sa.String(length=64), nullable=True),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("set_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_alert_rules")),
    )
    op.create_table(
        "briefing_reads",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("briefing_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "briefing_id", "user_id", name=op.f("pk_briefing_reads")),
    )
    op.create_table(
        "briefings",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_briefings")),
    )
    with op.batch_alter_table("briefings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_briefings_tenant_id_until"), ["tenant_id", "until"], unique=False)

    op.create_table(
        "calendars",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_calendars")),
    )
    op.create_table(
        "callback_numbers",
        sa.Column("interaction_id", sa.String(length=64), nullable=False),
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("interaction_id", name=op.f("pk_callback_numbers")),
    )
    op.create_table(
        "contact_reasons",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=True),
        sa.Column("fr", sa.String(length=200), nullable=False),
        sa.Column("en", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("mandatory", sa.Text(), nullable=False),
        sa.Column("preferred", sa.Text(), nullable=False),
        sa.Column("preferred_s", sa.Float(), nullable=False),
        sa.Column("bonus_s", sa.Float(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "code", name=op.f("pk_contact_reasons")),
    )
    op.create_table(
        "continuations",
        sa.Column("interaction_id", sa.String(), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("follows", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("interaction_id", name=op.f("pk_continuations")),
    )
    with op.batch_alter_table("continuations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_continuations_follows"), ["follows"], unique=False)

    op.create_table(
        "floor_acts",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("target_kind", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("queues", sa.Text(), nullable=False),
        sa.Column("teams", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("until", sa.Float(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.Float(), nullable=True),
        sa.Column("undone_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_floor_acts")),
    )
    with op.batch_alter_table("floor_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_floor_acts_tenant_id_at"), ["tenant_id", "at"], unique=False)

    op.create_table(
        "hand_texts",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("agent_id", sa.String(length=64), nullable=False),
        sa.Column("interaction_id", sa.String(length=64), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("how", sa.String(length=16), nullable=True),
        sa.Column("answered_by", sa.String(length=64), nullable=True),
        sa.Column("answered_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "request", name=op.f("pk_hand_texts")),
    )
    op.create_table(
        "presence_reasons",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("fr", sa.String(length=200), nullable=False),
        sa.Column("en", sa.String(length=200), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("productive", sa.Boolean(), nullable=False),
        sa.Column("longest_s", sa.Float(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("approval", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "code", name=op.f("pk_presence_reasons")),
    )
    op.create_table(
        "queue_texts",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("queue_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("fr", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "queue_id", "kind", name=op.f("pk_queue_texts")),
    )
    with op.batch_alter_table("arrivals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("care", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("last_agent", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("not_before", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("follows", sa.String(), nullable=True))

    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_s", sa.Float(), server_default="0", nullable=False))

    with op.batch_alter_table("chat_widgets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reasons", sa.Text(), server_default="[]", nullable=False))

    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("care", sa.String(), server_default=sa.text("('')"), nullable=False))

    with op.batch_alter_table("interactions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("follows", sa.String(), nullable=True))

    with op.batch_alter_table("queues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("gone_at", sa.Float(), nullable=True))

    # Reasons for not being ready had only words; they have rules now, and routing learns them.
    op.get_bind().execute(sa.text(MOVED), {"yes": True, "no": False})
    op.execute("DELETE FROM wordings WHERE kind = 'not_ready'")
    op.execute(TOLD)


def downgrade() -> None:
    op.execute(BACK)
    with op.batch_alter_table("queues", schema=None) as batch_op:
        batch_op.drop_column("gone_at")
        batch_op.drop_column("calendar_id")

    with op.batch_alter_table("interactions", schema=None) as batch_op:
        batch_op.drop_column("follows")
        batch_op.drop_column("reason")

    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.drop_column("care")

    with op.batch_alter_table("chat_widgets", schema=None) as batch_op:
        batch_op.drop_column("reasons")

    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_column("paused_s")

    with op.batch_alter_table("arrivals", schema=None) as batch_op:
        batch_op.drop_column("follows")
        batch_op.drop_column("not_before")
        batch_op.drop_column("last_agent")
        batch_op.drop_column("care")
        batch_op.drop_column("reason")

    op.drop_table("queue_texts")
    op.drop_table("presence_reasons")
    op.drop_table("hand_texts")
    with op.batch_alter_table("floor_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_floor_acts_tenant_id_at"))

    op.drop_table("floor_acts")
    with op.batch_alter_table("continuations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_continuations_follows"))

    op.drop_table("continuations")
    op.drop_table("contact_reasons")
    op.drop_table("callback_numbers")
    op.drop_table("calendars")
    with op.batch_alter_table("briefings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_briefings_tenant_id_until"))

    op.drop_table("briefings")
    op.drop_table("briefing_reads")
    op.drop_table("alert_rules")
    with op.batch_alter_table("alert_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_log_tenant_id_started_at"))
        batch_op.drop_index(batch_op.f("ix_alert_log_tenant_id_ended_at"))

    op.drop_table("alert_log")
