"""The queue of payments becomes the queue of everything. The table keeps its name and its rows.

New columns have a default in the database, so that the version before goes on writing beside this one.
"""

from decimal import Decimal, InvalidOperation

import django.db.models.deletion
import djmoney.models.fields
import shop.models.fields
from producers.migrating import at_once
from django.conf import settings
from django.db import migrations, models
from moneyed import Money
from moneyed.classes import CurrencyDoesNotExist

HOOKS = {"unknown_payment", "told_otherwise", "refund_requested", "refund_succeeded"}


def fill_in(apps, schema_editor):
    """Give the rows of before their key, order, area and amount, from what they hold."""
    rows = apps.get_model("tiwizi_shop", "ExceptionCase").objects
    had = set()
    for row in rows.select_related("payment").order_by("pk").iterator():
        key = f"{row.gateway}:{row.kind}:{row.data.get('event_id', '')}"[:190]
        row.key = f"{key}:{row.pk}" if key in had else key
        had.add(key)
        row.area = "hooks" if row.kind in HOOKS else "refunds" if row.kind == "refund_failed" else "payments"
        row.order_id = row.payment.order_id if row.payment else None
        row.amount = amount_of(row.data)
        row.save()


def amount_of(data):
    try:
        return Money(Decimal(str(data["amount"])), data["currency"])
    except (KeyError, InvalidOperation, CurrencyDoesNotExist):
        return None


class Migration(migrations.Migration):
    dependencies = [
        ("tiwizi_shop", "0009_search_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = at_once([
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("PaymentException", "ExceptionCase"),
                migrations.AlterModelTable("exceptioncase", "tiwizi_shop_paymentexception"),
            ]
        ),
        migrations.AlterModelOptions(
            name="exceptioncase",
            options={
                "ordering": ["pk"],
                "verbose_name": "exception",
                "verbose_name_plural": "exceptions",
            },
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="key",
            field=models.CharField(db_default="", default="", max_length=200, verbose_name="key"),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="area",
            field=models.CharField(
                choices=[
                    ("payments", "payments"),
                    ("hooks", "notices of payment services"),
                    ("cash", "cash on delivery"),
                    ("statements", "bank statements"),
                    ("refunds", "money given back"),
                    ("payouts", "payouts"),
                    ("stock", "stock"),
                    ("deadlines", "deadlines"),
                    ("books", "books"),
                    ("other", "other"),
                ],
                db_default="payments",
                default="payments",
                max_length=12,
                verbose_name="about",
            ),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exceptions",
                to="tiwizi_shop.order",
                verbose_name="order",
            ),
        ),
        migrations.AlterField(
            model_name="exceptioncase",
            name="gateway",
            field=models.CharField(blank=True, db_default="", max_length=20, verbose_name="gateway"),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="about_kind",
            field=models.CharField(blank=True, db_default="", max_length=40, verbose_name="of what kind"),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="about_id",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="of which"),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="amount_currency",
            field=djmoney.models.fields.CurrencyField(
                choices=[], default=None, editable=False, max_length=3, null=True
            ),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="amount",
            field=shop.models.fields.MoneyField(
                blank=True,
                currency_choices=(),
                decimal_places=2,
                max_digits=12,
                null=True,
                verbose_name="amount",
            ),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="looked after by",
            ),
        ),
        migrations.AddField(
            model_name="exceptioncase",
            name="due_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="to be done by"),
        ),
        migrations.AddIndex(
            model_name="exceptioncase",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["area", "kind"],
                name="tiwizi_exception_open",
            ),
        ),
        migrations.AddIndex(
            model_name="exceptioncase",
            index=models.Index(fields=["about_kind", "about_id"], name="tiwizi_exception_about"),
        ),
        migrations.AddConstraint(
            model_name="exceptioncase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("key",), name="tiwizi_one_exception"
            ),
        ),
        # Last: PostgreSQL refuses to alter a table whose deferred constraints have just been given work.
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ])
