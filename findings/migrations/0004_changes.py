"""The memory of the records: a table of changes beside each, numbered by one sequence, and the triggers that fill it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import findings.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


#: Why its holding of tables is no harm (tests/test_migrations.py).
WHY = "A sequence is made beside the tables, and holds none of them."


class Migration(migrations.Migration):

    dependencies = [
        ('findings', '0003_guards'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.RunSQL('CREATE SEQUENCE findings_change_number AS bigint', 'DROP SEQUENCE findings_change_number'),
        migrations.CreateModel(
            name='ActorAliasChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('name', models.CharField(verbose_name='name')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ActorChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(editable=False, help_text='The first slug, kept for ever: editions and documents refer by it.', verbose_name='key')),
                ('slug', models.CharField(help_text='The last part of its address: kum-un-san-3.', verbose_name='slug')),
                ('name', models.CharField(verbose_name='name')),
                ('actor_kind', models.CharField(choices=[('state', 'State'), ('government_body', 'Government body'), ('company', 'Company'), ('bank', 'Bank'), ('vessel', 'Vessel'), ('aircraft', 'Aircraft'), ('person', 'Person'), ('military_unit', 'Military unit'), ('network', 'Network'), ('threat_group', 'Threat group'), ('port', 'Port'), ('exchange', 'Exchange'), ('monitoring_body', 'Monitoring body'), ('research_group', 'Research group'), ('other', 'Other')], verbose_name='kind')),
                ('country', findings.models.fields.CountryField(blank=True, default='', verbose_name='country')),
                ('description', models.TextField(blank=True, default='', verbose_name='description')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ActorSourceChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AsserterChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CategoryChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(editable=False, help_text='The first slug, kept for ever: editions and documents refer by it.', verbose_name='key')),
                ('slug', models.CharField(help_text='The last part of its address: kum-un-san-3.', verbose_name='slug')),
                ('name', models.CharField(verbose_name='name')),
                ('definition', models.TextField(help_text='What belongs here, in one or two sentences.', verbose_name='definition')),
                ('position', models.PositiveSmallIntegerField(help_text='Its place in every list and chart: the order never changes with the counts.', verbose_name='position')),
                ('leading_finding', models.CharField(blank=True, default='', help_text='The reference of the finding whose figure stands for the category on the first page.', verbose_name='leading finding')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CitationChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('relation', models.CharField(choices=[('origin', 'Asserts it'), ('relays', 'Relays it'), ('corroborates', 'Corroborates it'), ('disputes', 'Disputes it')], verbose_name='relation')),
                ('supports', models.TextField(help_text='Which part of the claim it carries: figure, start month.', verbose_name='supports')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='DesignationChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('authority', models.CharField(choices=[('un_1718', 'United Nations (1718 Committee)'), ('us_ofac', 'United States (OFAC)'), ('us_state', 'United States (State Department)'), ('eu', 'European Union'), ('uk', 'United Kingdom'), ('kr', 'Republic of Korea'), ('jp', 'Japan'), ('other', 'Another authority')], verbose_name='authority')),
                ('list_reference', models.CharField(blank=True, default='', verbose_name='list reference')),
                ('designated', findings.models.fields.PartialDateField(help_text='As far as it is known: 2018, 2018-10 or 2018-10-16.', verbose_name='designated')),
                ('measure', models.CharField(choices=[('asset_freeze', 'asset freeze'), ('travel_ban', 'travel ban'), ('port_ban', 'port entry ban'), ('other', 'measure not recorded')], verbose_name='measure')),
                ('delisted', findings.models.fields.PartialDateField(verbose_name='delisted')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FindingChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(help_text='The claim in one line, without a full stop.', verbose_name='title')),
                ('summary', models.TextField(help_text="What is claimed, in the editors' own words.", verbose_name='summary')),
                ('period_start', findings.models.fields.PartialDateField(help_text='2023, 2023-09 or 2023-09-01.', verbose_name='period begins')),
                ('period_end', findings.models.fields.PartialDateField(verbose_name='period ends')),
                ('asserted_by', models.CharField(help_text='Who makes the claim, in words.', verbose_name='asserted by')),
                ('support', models.CharField(choices=[('strong', 'Two or more accounts'), ('single', 'One account')], verbose_name='support')),
                ('editors_note', models.TextField(blank=True, default='', verbose_name="editors' note")),
                ('recheck', models.BooleanField(default=False, help_text='Which cited page carries each detail is still to be checked.', verbose_name='recheck')),
                ('reference', models.CharField(help_text='MSMT-2025-1-001. Given once, never changed, never used again.', verbose_name='reference')),
                ('slug', models.CharField(help_text="For the editors' lists: containers-over-20000.", verbose_name='short name')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='IdentifierChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('scheme', models.CharField(choices=[('imo', 'IMO number'), ('un_list', 'UN list reference'), ('ofac', 'OFAC entry'), ('tail_number', 'Tail number')], verbose_name='scheme')),
                ('value', models.CharField(verbose_name='value')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='InvolvementChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('role', models.CharField(choices=[('supplier', 'Supplier'), ('recipient', 'Recipient'), ('carrier', 'Carrier'), ('broker', 'Broker'), ('financier', 'Financier'), ('employer', 'Employer'), ('facilitator', 'Facilitator'), ('trainer', 'Trainer'), ('perpetrator', 'Perpetrator'), ('victim', 'Victim'), ('host', 'Host'), ('location', 'Location'), ('other', 'Other')], verbose_name='role')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LocatorChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('locator_kind', models.CharField(choices=[('paragraph', 'paragraph'), ('page', 'page'), ('table', 'table'), ('figure', 'figure'), ('box', 'box'), ('annex', 'annex'), ('note', 'note'), ('section', 'section'), ('entry', 'entry'), ('verbatim', 'as printed')], verbose_name='kind')),
                ('start', models.CharField(blank=True, default='', verbose_name='from')),
                ('end', models.CharField(blank=True, default='', verbose_name='to')),
                ('printed', models.CharField(verbose_name='as printed')),
                ('joined', models.CharField(choices=[('then', 'another place'), ('inside', 'inside the one before'), ('and', 'and, of the same kind')], default='then', verbose_name='joined')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PlaceChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(verbose_name='slug')),
                ('name', models.CharField(verbose_name='name')),
                ('country', findings.models.fields.CountryField(verbose_name='country')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('precision', models.CharField(blank=True, choices=[('locality', 'about 1 km'), ('region', 'a region')], default='', verbose_name='precision')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PlaceMentionChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ProvisionChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(help_text='Permanent, though the paragraph number may be corrected: 2397-5.', verbose_name='key')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('paragraph', models.CharField(blank=True, default='', verbose_name='paragraph')),
                ('paragraph_checked', models.BooleanField(verbose_name='paragraph checked')),
                ('paragraph_note', models.TextField(blank=True, default='', verbose_name='note on the paragraph number')),
                ('topic', models.CharField(choices=[('arms_embargo', 'Arms embargo'), ('wmd_goods', 'WMD-related goods'), ('training_security', 'Training and security cooperation'), ('designations_asset_freeze', 'Designations and asset freeze'), ('travel_ban', 'Travel ban'), ('finance_banking', 'Finance and banking'), ('joint_ventures', 'Joint ventures'), ('labor', 'Labor'), ('refined_petroleum', 'Refined petroleum'), ('crude_oil', 'Crude oil'), ('coal_minerals', 'Coal and minerals'), ('seafood', 'Seafood'), ('textiles', 'Textiles'), ('luxury_goods', 'Luxury goods'), ('shipping_vessels', 'Shipping and vessels'), ('ship_to_ship', 'Ship-to-ship transfer'), ('other', 'Other')], verbose_name='topic')),
                ('obligation', models.TextField(help_text='What it obliges states to, in one sentence.', verbose_name='obligation')),
                ('source_url', models.URLField(blank=True, default='', max_length=2000, verbose_name='text consulted')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ProvisionMappingChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='QuantityChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('measure', models.CharField(help_text='Of what: containers of munitions and related materiel.', verbose_name='measure')),
                ('low', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='low')),
                ('high', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='high')),
                ('qualifier', models.CharField(choices=[('exact', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('more_than', 'more than'), ('up_to', 'up to'), ('fewer_than', 'fewer than')], verbose_name='qualifier')),
                ('unit', models.CharField(choices=[('accounts', 'accounts'), ('addresses', 'addresses'), ('aircraft', 'aircraft'), ('attacks', 'attacks'), ('banks', 'banks'), ('barrels', 'barrels'), ('barrels_per_year', 'barrels per year'), ('bottles', 'bottles'), ('boxes', 'boxes'), ('brigades', 'brigades'), ('calls', 'calls'), ('cases', 'cases'), ('companies', 'companies'), ('components', 'components'), ('containers', 'containers'), ('contracts', 'contracts'), ('countries', 'countries'), ('deliveries', 'deliveries'), ('entities', 'entities'), ('ETH', 'ETH'), ('EUR', 'EUR'), ('exchanges', 'exchanges'), ('groups', 'groups'), ('hours', 'hours'), ('incidents', 'incidents'), ('items', 'items'), ('JPY', 'JPY'), ('kilolitres', 'kilolitres'), ('languages', 'languages'), ('missiles', 'missiles'), ('mm', 'mm'), ('models', 'models'), ('pages', 'pages'), ('percent', 'per cent'), ('personas', 'personas'), ('persons', 'persons'), ('rounds', 'rounds'), ('shipments', 'shipments'), ('ships', 'ships'), ('states', 'states'), ('statues', 'statues'), ('steps', 'steps'), ('tonnes', 'tonnes'), ('USD', 'US$'), ('vehicles', 'vehicles'), ('vessels', 'vessels'), ('victims', 'victims'), ('voyages', 'voyages')], verbose_name='unit')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReportChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(editable=False, help_text='The first slug, kept for ever: editions and documents refer by it.', verbose_name='key')),
                ('slug', models.CharField(help_text='The last part of its address: kum-un-san-3.', verbose_name='slug')),
                ('code', models.CharField(blank=True, default='', help_text='Its symbol: MSMT/2025/1, S/2019/171. Never an invented one.', verbose_name='code')),
                ('reference_prefix', models.CharField(help_text='What the references of its findings begin with: MSMT-2025-1.', verbose_name='reference prefix')),
                ('title', models.CharField(verbose_name='title')),
                ('report_kind', models.CharField(choices=[('msmt_report', 'MSMT report'), ('panel_of_experts_report', 'Panel of Experts report'), ('committee_designation', 'Committee designation'), ('compilation', 'Compilation by the editors')], verbose_name='kind')),
                ('issuer', models.CharField(verbose_name='issuer')),
                ('published', findings.models.fields.PartialDateField(verbose_name='published')),
                ('period_covered', models.CharField(blank=True, default='', help_text='In words.', verbose_name='period covered')),
                ('url', models.URLField(blank=True, default='', max_length=2000, verbose_name='address')),
                ('read_first_hand', models.BooleanField(help_text='Whether the editors have read its text.', verbose_name='read first-hand')),
                ('note', models.TextField(blank=True, default='', verbose_name='note')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReportEventChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(help_text='The claim in one line, without a full stop.', verbose_name='title')),
                ('summary', models.TextField(help_text="What is claimed, in the editors' own words.", verbose_name='summary')),
                ('period_start', findings.models.fields.PartialDateField(help_text='2023, 2023-09 or 2023-09-01.', verbose_name='period begins')),
                ('period_end', findings.models.fields.PartialDateField(verbose_name='period ends')),
                ('asserted_by', models.CharField(help_text='Who makes the claim, in words.', verbose_name='asserted by')),
                ('support', models.CharField(choices=[('strong', 'Two or more accounts'), ('single', 'One account')], verbose_name='support')),
                ('editors_note', models.TextField(blank=True, default='', verbose_name="editors' note")),
                ('recheck', models.BooleanField(default=False, help_text='Which cited page carries each detail is still to be checked.', verbose_name='recheck')),
                ('slug', models.CharField(verbose_name='slug')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('event_type', models.CharField(choices=[('publication', 'Publication'), ('method', 'Method'), ('statement', 'Statement'), ('briefing', 'Briefing'), ('reaction', 'Reaction'), ('recommendation', 'Recommendation'), ('commitment', 'Commitment'), ('conclusion', 'Conclusion'), ('measure', 'Measure'), ('background', 'Background')], verbose_name='type')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ResolutionChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(help_text='1718. The number is its key and its address.', verbose_name='number')),
                ('symbol', models.CharField(help_text='S/RES/1718 (2006).', verbose_name='symbol')),
                ('adopted', models.DateField(verbose_name='adopted')),
                ('title', models.CharField(blank=True, default='', verbose_name='title')),
                ('vote', models.CharField(blank=True, default='', help_text='In favour, against, abstaining: 15-0-0.', verbose_name='vote')),
                ('url', models.URLField(blank=True, default='', max_length=2000, verbose_name='address')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SourceChange',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigIntegerField(db_default=models.Func(models.Value('findings_change_number'), function='nextval'), editable=False, primary_key=True, serialize=False, verbose_name='number')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(editable=False, help_text='The first slug, kept for ever: editions and documents refer by it.', verbose_name='key')),
                ('slug', models.CharField(help_text='The last part of its address: kum-un-san-3.', verbose_name='slug')),
                ('title', models.CharField(verbose_name='title')),
                ('publisher', models.CharField(help_text='Who published it, and through whom it was read.', verbose_name='publisher')),
                ('authors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), blank=True, default=list, verbose_name='authors')),
                ('published', findings.models.fields.PartialDateField(help_text='As far as it is known: 2024, 2024-03 or 2024-03-26.', verbose_name='published')),
                ('url', models.URLField(blank=True, default='', max_length=2000, verbose_name='address')),
                ('archived_url', models.URLField(blank=True, default='', max_length=2000, verbose_name='archived copy')),
                ('source_kind', models.CharField(choices=[('msmt_report', 'MSMT report'), ('un_document', 'UN document'), ('joint_statement', 'Joint statement'), ('government_statement', 'Government statement'), ('designation', 'Designation notice'), ('think_tank', 'Research publication'), ('news', 'Press report'), ('dataset', 'Data set'), ('seed', 'Commission')], verbose_name='kind')),
                ('language', models.CharField(help_text='ISO 639-1 code: en, ko, ja.', max_length=2, verbose_name='language')),
                ('consulted', models.BooleanField(help_text='Whether the editors have read it. If not, it is cited at second hand.', verbose_name='consulted')),
            ],
            options={
                'verbose_name': 'change',
                'verbose_name_plural': 'changes',
                'abstract': False,
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actor',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actorchange" ("actor_kind", "country", "description", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."actor_kind", new_values."country", new_values."description", new_values."id", new_values."key", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='feba9cebf8d7ee7e28765718145553042d670afa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e87bc', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_actor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actor',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actorchange" ("actor_kind", "country", "description", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."actor_kind", new_values."country", new_values."description", new_values."id", new_values."key", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5a819d26aef77328f2bc735b2d43f4617e8a43dd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_29aa3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_actor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actor',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actorchange" ("actor_kind", "country", "description", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."actor_kind", old_values."country", old_values."description", old_values."id", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3e49155128421f0ff829bbb5d97a9ab1201164f5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_94e2a', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_actor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actoralias',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actoraliaschange" ("actor_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."actor_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6889b2f8f65e70200d52ed7dd816731d370469bb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3958a', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_actoralias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actoralias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actoraliaschange" ("actor_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."actor_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='736842328da4ae0106ab7ead300c3701cc80a96e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3a31e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_actoralias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actoralias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actoraliaschange" ("actor_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."actor_id", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='392b7aa57478c670d45b2681f4a391da02fdf587', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_958ed', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_actoralias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actorsource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actorsourcechange" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id") SELECT new_values."actor_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."source_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1f36c11b6b04e4bcc9efb8592853965d846bb036', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0e091', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_actorsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actorsource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actorsourcechange" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id") SELECT new_values."actor_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."source_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='df79e0c153ceaaa27e82cb4963ac29a51ec6c635', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c113d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_actorsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actorsource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_actorsourcechange" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id") SELECT old_values."actor_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."source_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='51d71378c175efaa0f477bc1638c23d76e90aabd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_73950', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_actorsource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asserter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_asserterchange" ("actor_id", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."actor_id", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ee81794d702f972a3e175f4dfa9a4b9df4b99347', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f2abd', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_asserter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asserter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_asserterchange" ("actor_id", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."actor_id", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='537198764fbd852af516b00df03c55343007c285', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4c62d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_asserter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asserter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_asserterchange" ("actor_id", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."actor_id", old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='13ad829ab7848ee1acdac541b4032371b626c84f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_57689', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_asserter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_categorychange" ("definition", "id", "key", "leading_finding", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT new_values."definition", new_values."id", new_values."key", new_values."leading_finding", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='051c5eca210f2167706e0e656b977179e119d37b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_85b79', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_categorychange" ("definition", "id", "key", "leading_finding", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT new_values."definition", new_values."id", new_values."key", new_values."leading_finding", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cf38333ebb0d7d775550cec57edd6a53e8f90da3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a7f03', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='category',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_categorychange" ("definition", "id", "key", "leading_finding", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") SELECT old_values."definition", old_values."id", old_values."key", old_values."leading_finding", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f58c69023448e7309089ae4f0b4854898014062d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_51805', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_category', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_citationchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "relation", "source_id", "supports") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."relation", new_values."source_id", new_values."supports" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dfbd12883bf03ef96d02c0059cf91d98c314c6d1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_df561', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_citationchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "relation", "source_id", "supports") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."relation", new_values."source_id", new_values."supports" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fca8df7bfd163d6f93721f322ebbe7351af12938', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b4ffe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_citationchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "relation", "source_id", "supports") SELECT old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."relation", old_values."source_id", old_values."supports" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b0a9410904660acdf782b88f65c52fadda395c0b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5a617', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_designationchange" ("actor_id", "authority", "delisted", "designated", "id", "list_reference", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id") SELECT new_values."actor_id", new_values."authority", new_values."delisted", new_values."designated", new_values."id", new_values."list_reference", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."source_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c7846e5ece79050ea4e7e792fbabf84e9f6c1ab7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_07d1f', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_designation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_designationchange" ("actor_id", "authority", "delisted", "designated", "id", "list_reference", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id") SELECT new_values."actor_id", new_values."authority", new_values."delisted", new_values."designated", new_values."id", new_values."list_reference", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."source_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='62e1534aaf8e8ac7e34672f43ea07d38a116169d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_82653', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_designation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_designationchange" ("actor_id", "authority", "delisted", "designated", "id", "list_reference", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id") SELECT old_values."actor_id", old_values."authority", old_values."delisted", old_values."designated", old_values."id", old_values."list_reference", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."source_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a3d09bb1e631ba2e6cb7678381ddd8a452d9a5ea', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_82c06', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_designation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_findingchange" ("asserted_by", "category_id", "editors_note", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck", "reference", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."id", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recheck", new_values."reference", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='53ca02c1fdafb1b9a782012f8aa6beb69b1ffcf8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9fe30', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_findingchange" ("asserted_by", "category_id", "editors_note", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck", "reference", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."id", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recheck", new_values."reference", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cbf1faa52d06f3d056fc25eca5e612d882e2288c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_aaaf9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='finding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_findingchange" ("asserted_by", "category_id", "editors_note", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recheck", "reference", "report_id", "slug", "summary", "support", "title") SELECT old_values."asserted_by", old_values."category_id", old_values."editors_note", old_values."id", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recheck", old_values."reference", old_values."report_id", old_values."slug", old_values."summary", old_values."support", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='48f0eff53cfc19cf9b5e09594c4127c65ff765bb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bc1a0', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_finding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_identifierchange" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT new_values."actor_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scheme", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ff4eb8dbabfb2d6ed3079ee10fd355763e5e7093', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_28c84', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_identifierchange" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT new_values."actor_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scheme", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4893a6303147796388c8f5de393d59f9a1a1afba', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9dcdd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_identifierchange" ("actor_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "value") SELECT old_values."actor_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scheme", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8df1b34bee84a3e3c7dd7dc6de680f20156dd433', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4c74', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='involvement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_involvementchange" ("actor_id", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") SELECT new_values."actor_id", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."role" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='814c3978259be87a763d3e2d4857765dbb932ed2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d4f29', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_involvement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='involvement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_involvementchange" ("actor_id", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") SELECT new_values."actor_id", new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."role" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0d7afe3b934b8941b312677ae2d116c94731e7da', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_786a0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_involvement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='involvement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_involvementchange" ("actor_id", "event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") SELECT old_values."actor_id", old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."role" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='11f66d923c57a9cf6d6ac249c99a4216b1381b98', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a335a', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_involvement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='locator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_locatorchange" ("citation_id", "end", "id", "joined", "locator_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed", "start") SELECT new_values."citation_id", new_values."end", new_values."id", new_values."joined", new_values."locator_kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."printed", new_values."start" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4d1fb555ef21387727350722cc5ee0aa3ac7aa8d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6165e', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_locator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='locator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_locatorchange" ("citation_id", "end", "id", "joined", "locator_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed", "start") SELECT new_values."citation_id", new_values."end", new_values."id", new_values."joined", new_values."locator_kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."printed", new_values."start" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d0db5aac24ad063d1f11bcb13723b4c155795cf5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dd78d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_locator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='locator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_locatorchange" ("citation_id", "end", "id", "joined", "locator_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed", "start") SELECT old_values."citation_id", old_values."end", old_values."id", old_values."joined", old_values."locator_kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."printed", old_values."start" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5699288892a28665849e02aeb522f4bb3fd44cf8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6e6df', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_locator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placechange" ("country", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "slug") SELECT new_values."country", new_values."id", new_values."latitude", new_values."longitude", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."precision", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='08fe4167553c1b2f9f4bc8a42ed0912a4eebd447', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4cc2b', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placechange" ("country", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "slug") SELECT new_values."country", new_values."id", new_values."latitude", new_values."longitude", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."precision", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='af8f7d0b99a66a187b7b9c5420b8a6fc61618c45', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4cf7a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placechange" ("country", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "slug") SELECT old_values."country", old_values."id", old_values."latitude", old_values."longitude", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."precision", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3642a30096ddea994fce7f0c5a9d646f904f1e2d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a50fa', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placemention',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placementionchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3024003590146ece11125c0a80248ba34ef8d8ce', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_20fdd', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_placemention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placemention',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placementionchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d350609d5c1a6de7658d607fe5ba120ba8a48d9b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0f733', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_placemention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placemention',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_placementionchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position") SELECT old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='27f2861459ec2073d1eb4e757332f2f9b450837e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e7a10', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_placemention', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_provisionchange" ("id", "key", "obligation", "paragraph", "paragraph_checked", "paragraph_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resolution_id", "source_url", "topic") SELECT new_values."id", new_values."key", new_values."obligation", new_values."paragraph", new_values."paragraph_checked", new_values."paragraph_note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."resolution_id", new_values."source_url", new_values."topic" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7949188f6be4422d859e51a4fa28b1d1df26d5c1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2afae', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_provision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_provisionchange" ("id", "key", "obligation", "paragraph", "paragraph_checked", "paragraph_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resolution_id", "source_url", "topic") SELECT new_values."id", new_values."key", new_values."obligation", new_values."paragraph", new_values."paragraph_checked", new_values."paragraph_note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."resolution_id", new_values."source_url", new_values."topic" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4ead700e469305a5eaff23e3c3fccb790e8f391c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f8552', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_provision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_provisionchange" ("id", "key", "obligation", "paragraph", "paragraph_checked", "paragraph_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resolution_id", "source_url", "topic") SELECT old_values."id", old_values."key", old_values."obligation", old_values."paragraph", old_values."paragraph_checked", old_values."paragraph_note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."resolution_id", old_values."source_url", old_values."topic" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e794f7d4d478cf4e82a28b3a33fc81c046f949f4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1693b', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_provision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provisionmapping',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_provisionmappingchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "provision_id") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."provision_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a64e66c0dfe330b09af1b4c2187148bffb51024', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b561a', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_provisionmapping', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provisionmapping',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_provisionmappingchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "provision_id") SELECT new_values."event_id", new_values."finding_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."provision_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c8109ab251fb46ee922f763a0347cf0dc5951c9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_edfd4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_provisionmapping', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provisionmapping',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_provisionmappingchange" ("event_id", "finding_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "provision_id") SELECT old_values."event_id", old_values."finding_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."provision_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0b7771f5bf2784e1f10914b3893e435d3c978992', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a38da', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_provisionmapping', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quantity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_quantitychange" ("event_id", "finding_id", "high", "id", "low", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "qualifier", "unit") SELECT new_values."event_id", new_values."finding_id", new_values."high", new_values."id", new_values."low", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."qualifier", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8b17bdccffbd4fad69f3e40d63ad6a105115f4eb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e5d15', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_quantity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quantity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_quantitychange" ("event_id", "finding_id", "high", "id", "low", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "qualifier", "unit") SELECT new_values."event_id", new_values."finding_id", new_values."high", new_values."id", new_values."low", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."qualifier", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8573d8a6976a6f94b1b9ad2dc38fedf6638ad46c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c5c9d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_quantity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quantity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_quantitychange" ("event_id", "finding_id", "high", "id", "low", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "qualifier", "unit") SELECT old_values."event_id", old_values."finding_id", old_values."high", old_values."id", old_values."low", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."qualifier", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0ea950fdd2687cc224d6565392d79c21c2bb93ba', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6c7fa', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_quantity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reportchange" ("code", "id", "issuer", "key", "note", "period_covered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "read_first_hand", "reference_prefix", "report_kind", "slug", "source_id", "title", "url") SELECT new_values."code", new_values."id", new_values."issuer", new_values."key", new_values."note", new_values."period_covered", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published", new_values."read_first_hand", new_values."reference_prefix", new_values."report_kind", new_values."slug", new_values."source_id", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='13d6cf095d6429187517486dc7601a5252beebf2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0b6b0', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reportchange" ("code", "id", "issuer", "key", "note", "period_covered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "read_first_hand", "reference_prefix", "report_kind", "slug", "source_id", "title", "url") SELECT new_values."code", new_values."id", new_values."issuer", new_values."key", new_values."note", new_values."period_covered", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published", new_values."read_first_hand", new_values."reference_prefix", new_values."report_kind", new_values."slug", new_values."source_id", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f1610c3aa14d6352ac12648b5341d4b77d1f1017', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_df246', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reportchange" ("code", "id", "issuer", "key", "note", "period_covered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "read_first_hand", "reference_prefix", "report_kind", "slug", "source_id", "title", "url") SELECT old_values."code", old_values."id", old_values."issuer", old_values."key", old_values."note", old_values."period_covered", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published", old_values."read_first_hand", old_values."reference_prefix", old_values."report_kind", old_values."slug", old_values."source_id", old_values."title", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c9015a4978117a5ab00711b1a007d032dc725cf5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2ee45', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reporteventchange" ("asserted_by", "category_id", "editors_note", "event_type", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recheck", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."event_type", new_values."id", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."recheck", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ad1cc39e71adfbd980aa12dd8f8dce7ae07288a8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1e8db', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_reportevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reporteventchange" ("asserted_by", "category_id", "editors_note", "event_type", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recheck", "report_id", "slug", "summary", "support", "title") SELECT new_values."asserted_by", new_values."category_id", new_values."editors_note", new_values."event_type", new_values."id", new_values."period_end", new_values."period_start", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."recheck", new_values."report_id", new_values."slug", new_values."summary", new_values."support", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='116662a133fcdcf5b48a2b37ce38c99d681066c3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_67fa1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_reportevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportevent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_reporteventchange" ("asserted_by", "category_id", "editors_note", "event_type", "id", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recheck", "report_id", "slug", "summary", "support", "title") SELECT old_values."asserted_by", old_values."category_id", old_values."editors_note", old_values."event_type", old_values."id", old_values."period_end", old_values."period_start", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."recheck", old_values."report_id", old_values."slug", old_values."summary", old_values."support", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='444dc8b43c078866b07b6b60e68b27b8c6304d91', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_154f6', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_reportevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_resolutionchange" ("adopted", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "symbol", "title", "url", "vote") SELECT new_values."adopted", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."symbol", new_values."title", new_values."url", new_values."vote" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='933549c3497bb694cf5e987ab27715f11795f526', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_22b67', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_resolution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_resolutionchange" ("adopted", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "symbol", "title", "url", "vote") SELECT new_values."adopted", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."symbol", new_values."title", new_values."url", new_values."vote" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e5c9906ff0fe9c9a5ea6b30170b19ec946d1234a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cb35a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_resolution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_resolutionchange" ("adopted", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "symbol", "title", "url", "vote") SELECT old_values."adopted", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."symbol", old_values."title", old_values."url", old_values."vote" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1b6a97eb37f8c99e513bde98548d649ae8347fa8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_57c69', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_resolution', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_sourcechange" ("archived_url", "authors", "consulted", "id", "key", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "source_kind", "title", "url") SELECT new_values."archived_url", new_values."authors", new_values."consulted", new_values."id", new_values."key", new_values."language", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published", new_values."publisher", new_values."slug", new_values."source_kind", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='19bac3d780f48a3d57b4bef7104e171342bae42e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3de04', referencing='REFERENCING NEW TABLE AS new_values ', table='findings_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_sourcechange" ("archived_url", "authors", "consulted", "id", "key", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "source_kind", "title", "url") SELECT new_values."archived_url", new_values."authors", new_values."consulted", new_values."id", new_values."key", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published", new_values."publisher", new_values."slug", new_values."source_kind", new_values."title", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='20f9adf7dd3b00d9567f0af115322614a4b2e086', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_48696', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='findings_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "findings_sourcechange" ("archived_url", "authors", "consulted", "id", "key", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "slug", "source_kind", "title", "url") SELECT old_values."archived_url", old_values."authors", old_values."consulted", old_values."id", old_values."key", old_values."language", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published", old_values."publisher", old_values."slug", old_values."source_kind", old_values."title", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0b8981912be599769be6445cd63b2c4c216ebcaf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_be8bc', referencing='REFERENCING OLD TABLE AS old_values ', table='findings_source', when='AFTER')),
        ),
        migrations.AddField(
            model_name='actoraliaschange',
            name='actor',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.actor'),
        ),
        migrations.AddField(
            model_name='actoraliaschange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='actoraliaschange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.actoralias'),
        ),
        migrations.AddField(
            model_name='actorchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='actorchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.actor'),
        ),
        migrations.AddField(
            model_name='actorsourcechange',
            name='actor',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.actor'),
        ),
        migrations.AddField(
            model_name='actorsourcechange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='actorsourcechange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.actorsource'),
        ),
        migrations.AddField(
            model_name='actorsourcechange',
            name='source',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.source'),
        ),
        migrations.AddField(
            model_name='asserterchange',
            name='actor',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.actor'),
        ),
        migrations.AddField(
            model_name='asserterchange',
            name='event',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.reportevent'),
        ),
        migrations.AddField(
            model_name='asserterchange',
            name='finding',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.finding'),
        ),
        migrations.AddField(
            model_name='asserterchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='asserterchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.asserter'),
        ),
        migrations.AddField(
            model_name='categorychange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='categorychange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.category'),
        ),
        migrations.AddField(
            model_name='citationchange',
            name='event',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.reportevent'),
        ),
        migrations.AddField(
            model_name='citationchange',
            name='finding',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.finding'),
        ),
        migrations.AddField(
            model_name='citationchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='citationchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.citation'),
        ),
        migrations.AddField(
            model_name='citationchange',
            name='source',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.source'),
        ),
        migrations.AddField(
            model_name='designationchange',
            name='actor',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.actor'),
        ),
        migrations.AddField(
            model_name='designationchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='designationchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.designation'),
        ),
        migrations.AddField(
            model_name='designationchange',
            name='source',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.source'),
        ),
        migrations.AddField(
            model_name='findingchange',
            name='category',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.category'),
        ),
        migrations.AddField(
            model_name='findingchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='findingchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.finding'),
        ),
        migrations.AddField(
            model_name='findingchange',
            name='report',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.report'),
        ),
        migrations.AddField(
            model_name='identifierchange',
            name='actor',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.actor'),
        ),
        migrations.AddField(
            model_name='identifierchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='identifierchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.identifier'),
        ),
        migrations.AddField(
            model_name='involvementchange',
            name='actor',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.actor'),
        ),
        migrations.AddField(
            model_name='involvementchange',
            name='event',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.reportevent'),
        ),
        migrations.AddField(
            model_name='involvementchange',
            name='finding',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.finding'),
        ),
        migrations.AddField(
            model_name='involvementchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='involvementchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.involvement'),
        ),
        migrations.AddField(
            model_name='locatorchange',
            name='citation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.citation'),
        ),
        migrations.AddField(
            model_name='locatorchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='locatorchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.locator'),
        ),
        migrations.AddField(
            model_name='placechange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='placechange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.place'),
        ),
        migrations.AddField(
            model_name='placementionchange',
            name='event',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.reportevent'),
        ),
        migrations.AddField(
            model_name='placementionchange',
            name='finding',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.finding'),
        ),
        migrations.AddField(
            model_name='placementionchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='placementionchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.placemention'),
        ),
        migrations.AddField(
            model_name='placementionchange',
            name='place',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.place'),
        ),
        migrations.AddField(
            model_name='provisionchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='provisionchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.provision'),
        ),
        migrations.AddField(
            model_name='provisionchange',
            name='resolution',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.resolution'),
        ),
        migrations.AddField(
            model_name='provisionmappingchange',
            name='event',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.reportevent'),
        ),
        migrations.AddField(
            model_name='provisionmappingchange',
            name='finding',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.finding'),
        ),
        migrations.AddField(
            model_name='provisionmappingchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='provisionmappingchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.provisionmapping'),
        ),
        migrations.AddField(
            model_name='provisionmappingchange',
            name='provision',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.provision'),
        ),
        migrations.AddField(
            model_name='quantitychange',
            name='event',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.reportevent'),
        ),
        migrations.AddField(
            model_name='quantitychange',
            name='finding',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.finding'),
        ),
        migrations.AddField(
            model_name='quantitychange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='quantitychange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.quantity'),
        ),
        migrations.AddField(
            model_name='reportchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.report'),
        ),
        migrations.AddField(
            model_name='reportchange',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text="The source that is this report's own text; none where it has no public address.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.source', verbose_name='its document'),
        ),
        migrations.AddField(
            model_name='reporteventchange',
            name='category',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.category'),
        ),
        migrations.AddField(
            model_name='reporteventchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reporteventchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.reportevent'),
        ),
        migrations.AddField(
            model_name='reporteventchange',
            name='report',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='findings.report'),
        ),
        migrations.AddField(
            model_name='resolutionchange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='resolutionchange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.resolution'),
        ),
        migrations.AddField(
            model_name='sourcechange',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sourcechange',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='findings.source'),
        ),
        migrations.AddIndex(
            model_name='actoraliaschange',
            index=models.Index(fields=['actor'], name='actoraliaschange_actor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actoraliaschange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8273c35eced9a2123646be7e8774629dc20c8e08', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_48a2b', table='findings_actoraliaschange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actorchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1aa1bf2558ec8cc9a9d6a08c98c411ff90f96e51', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02ca2', table='findings_actorchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='actorsourcechange',
            index=models.Index(fields=['actor'], name='actorsourcechange_actor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='actorsourcechange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dbc71d98e205ff68296441a1bac9ad2caa92ed66', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c3c85', table='findings_actorsourcechange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='asserterchange',
            index=models.Index(fields=['finding'], name='asserterchange_finding'),
        ),
        migrations.AddIndex(
            model_name='asserterchange',
            index=models.Index(fields=['event'], name='asserterchange_event'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='asserterchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1eab49b84bc5389d54f66a3656b4460418e2f027', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bfd27', table='findings_asserterchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='categorychange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1537d30346007999619dea3698c346e95701ea51', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4a35b', table='findings_categorychange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='citationchange',
            index=models.Index(fields=['finding'], name='citationchange_finding'),
        ),
        migrations.AddIndex(
            model_name='citationchange',
            index=models.Index(fields=['event'], name='citationchange_event'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citationchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='152c3faf477771d04f98cb7be96c0774ea96088e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ecfff', table='findings_citationchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='designationchange',
            index=models.Index(fields=['actor'], name='designationchange_actor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designationchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2795c28c8b88d7e1c964ae8b974a9166b40447c9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_57ac8', table='findings_designationchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='937eca28ec2c277edc026fdd1df4232448e65870', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_305c6', table='findings_findingchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='identifierchange',
            index=models.Index(fields=['actor'], name='identifierchange_actor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifierchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1f1e16dff6ba1fae5cff54ab093c9814cf8adf88', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2c876', table='findings_identifierchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='involvementchange',
            index=models.Index(fields=['finding'], name='involvementchange_finding'),
        ),
        migrations.AddIndex(
            model_name='involvementchange',
            index=models.Index(fields=['event'], name='involvementchange_event'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='involvementchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa42744e761108d41cb100408f599d4d9a6aaba1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_272c0', table='findings_involvementchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='locatorchange',
            index=models.Index(fields=['citation'], name='locatorchange_citation'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='locatorchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='17cf6a79c664826b690381065d136a6096ad3b8f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cec2d', table='findings_locatorchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placechange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e6c4b6f20e916641ecf6e1caf1fab701bb6afaeb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8fdf0', table='findings_placechange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='placementionchange',
            index=models.Index(fields=['finding'], name='placementionchange_finding'),
        ),
        migrations.AddIndex(
            model_name='placementionchange',
            index=models.Index(fields=['event'], name='placementionchange_event'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placementionchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae9c7aeaabb2e4201dd7cabfc1a9d60c6a794ef1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af284', table='findings_placementionchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='provisionchange',
            index=models.Index(fields=['resolution'], name='provisionchange_resolution'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provisionchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2bca28be4e608c2a04e73e7cdcaf793cd4589545', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9114', table='findings_provisionchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='provisionmappingchange',
            index=models.Index(fields=['finding'], name='provisionmappingchange_finding'),
        ),
        migrations.AddIndex(
            model_name='provisionmappingchange',
            index=models.Index(fields=['event'], name='provisionmappingchange_event'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provisionmappingchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f8db1253d4d37d62ebf4ea88261824616063373', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d09a6', table='findings_provisionmappingchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='quantitychange',
            index=models.Index(fields=['finding'], name='quantitychange_finding'),
        ),
        migrations.AddIndex(
            model_name='quantitychange',
            index=models.Index(fields=['event'], name='quantitychange_event'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quantitychange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4ef41883d889b0146b55c486b4020f876b054b00', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a790c', table='findings_quantitychange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='33619662b983ba8c9f04abf37a07dc6ca735a498', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7bf1e', table='findings_reportchange', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='reporteventchange',
            index=models.Index(fields=['report'], name='reporteventchange_report'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reporteventchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='725b0b06cdabce79435590bd12d30d605998f4f2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_38bb6', table='findings_reporteventchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolutionchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e68780278c2ea641af1bb2200e6ea7252f0acb63', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2f84a', table='findings_resolutionchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcechange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fc5f8186b1ce12a4a87982c4abb74a51ac466569', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bac57', table='findings_sourcechange', when='BEFORE')),
        ),
    ]
