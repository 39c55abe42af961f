"""A role that is not stated is called the same for editors as for readers. Words of a form: no table changes."""

from django.db import migrations, models

#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "Choices are no part of a table: no statement is sent."


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0011_acts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='involvement',
            name='role',
            field=models.CharField(choices=[('supplier', 'Supplier'), ('recipient', 'Recipient'), ('carrier', 'Carrier'), ('broker', 'Broker'), ('financier', 'Financier'), ('employer', 'Employer'), ('facilitator', 'Facilitator'), ('trainer', 'Trainer'), ('perpetrator', 'Perpetrator'), ('victim', 'Victim'), ('host', 'Host'), ('location', 'Location'), ('other', 'Named, no role stated')], verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='involvementchange',
            name='role',
            field=models.CharField(choices=[('supplier', 'Supplier'), ('recipient', 'Recipient'), ('carrier', 'Carrier'), ('broker', 'Broker'), ('financier', 'Financier'), ('employer', 'Employer'), ('facilitator', 'Facilitator'), ('trainer', 'Trainer'), ('perpetrator', 'Perpetrator'), ('victim', 'Victim'), ('host', 'Host'), ('location', 'Location'), ('other', 'Named, no role stated')], verbose_name='role'),
        ),
    ]
