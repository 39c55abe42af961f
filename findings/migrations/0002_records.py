import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import findings.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('findings', '0001_functions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, help_text='The first slug, kept for ever: editions and documents refer by it.', verbose_name='key')),
                ('slug', models.CharField(help_text='The last part of its address: kum-un-san-3.', verbose_name='slug')),
                ('name', models.CharField(verbose_name='name')),
                ('actor_kind', models.CharField(choices=[('state', 'State'), ('government_body', 'Government body'), ('company', 'Company'), ('bank', 'Bank'), ('vessel', 'Vessel'), ('aircraft', 'Aircraft'), ('person', 'Person'), ('military_unit', 'Military unit'), ('network', 'Network'), ('threat_group', 'Threat group'), ('port', 'Port'), ('exchange', 'Exchange'), ('monitoring_body', 'Monitoring body'), ('research_group', 'Research group'), ('other', 'Other')], verbose_name='kind')),
                ('country', findings.models.fields.CountryField(blank=True, default='', verbose_name='country')),
                ('description', models.TextField(blank=True, default='', verbose_name='description')),
            ],
            options={
                'verbose_name': 'actor',
                'verbose_name_plural': 'actors',
                'ordering': ['slug'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                'verbose_name': 'provision',
                'verbose_name_plural': 'provisions',
                'ordering': ['resolution', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['slug'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, help_text='The first slug, kept for ever: editions and documents refer by it.', verbose_name='key')),
                ('slug', models.CharField(help_text='The last part of its address: kum-un-san-3.', verbose_name='slug')),
                ('name', models.CharField(verbose_name='name')),
                ('definition', models.TextField(help_text='What belongs here, in one or two sentences.', verbose_name='definition')),
                ('position', models.PositiveSmallIntegerField(help_text='Its place in every list and chart: the order never changes with the counts.', verbose_name='position')),
                ('leading_finding', models.CharField(blank=True, default='', help_text='The reference of the finding whose figure stands for the category on the first page.', verbose_name='leading finding')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
                'ordering': ['position'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('key',), name='category_key_is_unique', violation_error_message='This key is taken. A key is given once and never again.'), models.UniqueConstraint(fields=('slug',), name='category_slug_is_unique', violation_error_message='This slug is taken. Choose another one.'), models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='category_slug_is_a_slug', violation_error_message='“slug” takes lower-case letters, digits and single hyphens: kum-un-san-3.'), models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='category_key_is_a_slug', violation_error_message='“key” takes lower-case letters, digits and single hyphens: kum-un-san-3.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='category_name_is_written', violation_error_message='“name” must not be empty.'), models.CheckConstraint(condition=models.Q(('leading_finding', ''), ('leading_finding__regex', '^[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3,}$'), _connector='OR'), name='category_leading_finding_is_a_reference', violation_error_message='The leading finding is named by its reference: MSMT-2025-1-001.'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('position',), name='category_position_is_unique', violation_error_message='Another category has this position.')],
            },
        ),
        migrations.CreateModel(
            name='CuratedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.CharField(help_text='finding, event, report, actor, source, place …: which kind.', verbose_name='record')),
                ('name', models.CharField(verbose_name='natural key')),
                ('digest', models.CharField(verbose_name='digest')),
            ],
            options={
                'verbose_name': 'curated form',
                'verbose_name_plural': 'curated forms',
                'constraints': [models.UniqueConstraint(fields=('record', 'name'), name='curatedform_is_one_per_record', violation_error_message='The form of this record is kept already.')],
            },
        ),
        migrations.CreateModel(
            name='DatasetVersion',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('published_at', models.DateTimeField(verbose_name='published at')),
                ('published_by', models.CharField(help_text='For the editors; never shown to the public.', verbose_name='published by')),
                ('note', models.TextField(verbose_name='note')),
                ('editions', models.PositiveIntegerField(help_text='How many editions it brought.', verbose_name='editions')),
                ('head', models.CharField(help_text='The digest of the last edition in the ledger.', verbose_name='head digest')),
            ],
            options={
                'verbose_name': 'dataset version',
                'verbose_name_plural': 'dataset versions',
                'ordering': ['-number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='datasetversion_counts_from_one'), models.CheckConstraint(condition=models.Q(('published_by', ''), _negated=True), name='datasetversion_published_by_is_written', violation_error_message='“published_by” must not be empty.'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='datasetversion_note_is_written', violation_error_message='“note” must not be empty.'), models.CheckConstraint(condition=models.Q(('head__regex', '^[0-9a-f]{64}$')), name='datasetversion_head_is_a_sha_256')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('position', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='position in the ledger')),
                ('subject_kind', models.CharField(choices=[('finding', 'Finding'), ('report', 'Report'), ('actor', 'Actor'), ('source', 'Source'), ('resolution', 'Resolution'), ('category', 'Category')], verbose_name='subject')),
                ('key', models.CharField(verbose_name='key')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('edition_kind', models.CharField(choices=[('first', 'First'), ('update', 'Update'), ('correction', 'Correction'), ('withdrawal', 'Withdrawal')], verbose_name='kind')),
                ('note', models.TextField(verbose_name='note')),
                ('slug', models.CharField(verbose_name='slug')),
                ('title', models.CharField(verbose_name='title')),
                ('published_at', models.DateTimeField(verbose_name='published at')),
                ('published_by', models.CharField(verbose_name='published by')),
                ('schema', models.PositiveSmallIntegerField(verbose_name='schema of the document')),
                ('document', models.JSONField(verbose_name='document')),
                ('document_digest', models.CharField(verbose_name='document digest')),
                ('digest', models.CharField(verbose_name='digest')),
                ('published_in', models.ForeignKey(db_column='published_in', on_delete=django.db.models.deletion.PROTECT, related_name='edition_set', to='findings.datasetversion')),
                ('redacted_in', models.ForeignKey(db_column='redacted_in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.datasetversion')),
                ('superseded_in', models.ForeignKey(db_column='superseded_in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.datasetversion')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='findings.category')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='findings.report')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['reference'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('relation', models.CharField(choices=[('origin', 'Asserts it'), ('relays', 'Relays it'), ('corroborates', 'Corroborates it'), ('disputes', 'Disputes it')], verbose_name='relation')),
                ('supports', models.TextField(help_text='Which part of the claim it carries: figure, start month.', verbose_name='supports')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.finding')),
            ],
            options={
                'verbose_name': 'citation',
                'verbose_name_plural': 'citations',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('imo', 'IMO number'), ('un_list', 'UN list reference'), ('ofac', 'OFAC entry'), ('tail_number', 'Tail number')], verbose_name='scheme')),
                ('value', models.CharField(verbose_name='value')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='findings.actor')),
            ],
            options={
                'verbose_name': 'identifier',
                'verbose_name_plural': 'identifiers',
                'ordering': ['scheme', 'value'],
            },
        ),
        migrations.CreateModel(
            name='KeyAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('finding', 'Finding'), ('report', 'Report'), ('actor', 'Actor'), ('source', 'Source'), ('resolution', 'Resolution'), ('category', 'Category')])),
                ('alias_kind', models.CharField(choices=[('slug', 'its address was mended'), ('merge', 'it was merged into another')])),
                ('old', models.CharField(verbose_name='old slug or key')),
                ('key', models.CharField(verbose_name='key it leads to')),
                ('reason', models.TextField()),
                ('published_in', models.ForeignKey(db_column='published_in', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.datasetversion')),
                ('superseded_in', models.ForeignKey(db_column='superseded_in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='findings.datasetversion')),
            ],
            options={
                'verbose_name': 'alias of a key',
                'verbose_name_plural': 'aliases of keys',
            },
        ),
        migrations.CreateModel(
            name='Locator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('locator_kind', models.CharField(choices=[('paragraph', 'paragraph'), ('page', 'page'), ('table', 'table'), ('figure', 'figure'), ('box', 'box'), ('annex', 'annex'), ('note', 'note'), ('section', 'section'), ('entry', 'entry'), ('verbatim', 'as printed')], verbose_name='kind')),
                ('start', models.CharField(blank=True, default='', verbose_name='from')),
                ('end', models.CharField(blank=True, default='', verbose_name='to')),
                ('printed', models.CharField(verbose_name='as printed')),
                ('joined', models.CharField(choices=[('then', 'another place'), ('inside', 'inside the one before'), ('and', 'and, of the same kind')], default='then', verbose_name='joined')),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locators', to='findings.citation')),
            ],
            options={
                'verbose_name': 'locator',
                'verbose_name_plural': 'locators',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(verbose_name='slug')),
                ('name', models.CharField(verbose_name='name')),
                ('country', findings.models.fields.CountryField(verbose_name='country')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('precision', models.CharField(blank=True, choices=[('locality', 'about 1 km'), ('region', 'a region')], default='', verbose_name='precision')),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'ordering': ['country', 'slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='place_slug_is_a_slug', violation_error_message='“slug” takes lower-case letters, digits and single hyphens: kum-un-san-3.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='place_name_is_written', violation_error_message='“name” must not be empty.'), models.CheckConstraint(condition=models.Q(('country__in', ['AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA', 'BB', 'BD', 'BE', 'BF', 'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV', 'BW', 'BY', 'BZ', 'CA', 'CC', 'CD', 'CF', 'CG', 'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU', 'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM', 'DO', 'DZ', 'EC', 'EE', 'EG', 'EH', 'ER', 'ES', 'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF', 'GG', 'GH', 'GI', 'GL', 'GM', 'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IE', 'IL', 'IM', 'IN', 'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM', 'KN', 'KP', 'KR', 'KW', 'KY', 'KZ', 'LA', 'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY', 'MA', 'MC', 'MD', 'ME', 'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN', 'MO', 'MP', 'MQ', 'MR', 'MS', 'MT', 'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP', 'NR', 'NU', 'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM', 'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA', 'RE', 'RO', 'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI', 'SJ', 'SK', 'SL', 'SM', 'SN', 'SO', 'SR', 'SS', 'ST', 'SV', 'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK', 'TL', 'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG', 'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'YE', 'YT', 'ZA', 'ZM', 'ZW'])), name='place_country_is_iso_3166', violation_error_message='The country is not an ISO 3166-1 code of two letters, such as KP or RU.'), models.UniqueConstraint(fields=('country', 'slug'), name='place_slug_is_unique_in_its_country', violation_error_message='This country has a place with that slug already.'), models.CheckConstraint(condition=models.Q(('latitude__isnull', True), models.Q(('latitude__gte', -90), ('latitude__lte', 90)), _connector='OR'), name='place_latitude_in_range', violation_error_message='A latitude lies between -90 and 90 degrees.'), models.CheckConstraint(condition=models.Q(('longitude__isnull', True), models.Q(('longitude__gte', -180), ('longitude__lte', 180)), _connector='OR'), name='place_longitude_in_range', violation_error_message='A longitude lies between -180 and 180 degrees.'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True), ('precision', '')), models.Q(('latitude__isnull', False), ('longitude__isnull', False), ('precision__in', ['locality', 'region'])), _connector='OR'), name='place_coordinates_come_whole', violation_error_message='Latitude, longitude and their precision are given together or not at all.')],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(choices=[('finding', 'Finding'), ('report', 'Report'), ('actor', 'Actor'), ('source', 'Source'), ('resolution', 'Resolution'), ('category', 'Category')])),
                ('key', models.CharField()),
                ('numbers', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), help_text='The numbers of the editions redacted.')),
                ('reason', models.TextField(help_text='Public.')),
                ('redacted_by', models.CharField(help_text='For the editors; never shown to the public.')),
                ('redacted_at', models.DateTimeField()),
                ('dataset_version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='redaction', to='findings.datasetversion')),
            ],
            options={
                'verbose_name': 'redaction',
                'verbose_name_plural': 'redactions',
            },
        ),
        migrations.CreateModel(
            name='ReportEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='findings.category')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='findings.report')),
            ],
            options={
                'verbose_name': 'report event',
                'verbose_name_plural': 'report events',
                'ordering': ['report', 'position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Quantity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('measure', models.CharField(help_text='Of what: containers of munitions and related materiel.', verbose_name='measure')),
                ('low', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='low')),
                ('high', models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True, verbose_name='high')),
                ('qualifier', models.CharField(choices=[('exact', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('more_than', 'more than'), ('up_to', 'up to'), ('fewer_than', 'fewer than')], verbose_name='qualifier')),
                ('unit', models.CharField(choices=[('accounts', 'accounts'), ('addresses', 'addresses'), ('aircraft', 'aircraft'), ('attacks', 'attacks'), ('banks', 'banks'), ('barrels', 'barrels'), ('barrels_per_year', 'barrels per year'), ('bottles', 'bottles'), ('boxes', 'boxes'), ('brigades', 'brigades'), ('calls', 'calls'), ('cases', 'cases'), ('companies', 'companies'), ('components', 'components'), ('containers', 'containers'), ('contracts', 'contracts'), ('countries', 'countries'), ('deliveries', 'deliveries'), ('entities', 'entities'), ('ETH', 'ETH'), ('EUR', 'EUR'), ('exchanges', 'exchanges'), ('groups', 'groups'), ('hours', 'hours'), ('incidents', 'incidents'), ('items', 'items'), ('JPY', 'JPY'), ('kilolitres', 'kilolitres'), ('languages', 'languages'), ('missiles', 'missiles'), ('mm', 'mm'), ('models', 'models'), ('pages', 'pages'), ('percent', 'per cent'), ('personas', 'personas'), ('persons', 'persons'), ('rounds', 'rounds'), ('shipments', 'shipments'), ('ships', 'ships'), ('states', 'states'), ('statues', 'statues'), ('steps', 'steps'), ('tonnes', 'tonnes'), ('USD', 'US$'), ('vehicles', 'vehicles'), ('vessels', 'vessels'), ('victims', 'victims'), ('voyages', 'voyages')], verbose_name='unit')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.finding')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.reportevent')),
            ],
            options={
                'verbose_name': 'quantity',
                'verbose_name_plural': 'quantities',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProvisionMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.finding')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mappings', to='findings.provision')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.reportevent')),
            ],
            options={
                'verbose_name': 'provision (editorial mapping)',
                'verbose_name_plural': 'provisions (editorial mapping)',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceMention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.finding')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='findings.place')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.reportevent')),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('role', models.CharField(choices=[('supplier', 'Supplier'), ('recipient', 'Recipient'), ('carrier', 'Carrier'), ('broker', 'Broker'), ('financier', 'Financier'), ('employer', 'Employer'), ('facilitator', 'Facilitator'), ('trainer', 'Trainer'), ('perpetrator', 'Perpetrator'), ('victim', 'Victim'), ('host', 'Host'), ('location', 'Location'), ('other', 'Other')], verbose_name='role')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='involvements', to='findings.actor')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.finding')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.reportevent')),
            ],
            options={
                'verbose_name': 'involvement',
                'verbose_name_plural': 'involvements',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='citation',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.reportevent'),
        ),
        migrations.CreateModel(
            name='Asserter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assertions', to='findings.actor')),
                ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.finding')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='findings.reportevent')),
            ],
            options={
                'verbose_name': 'asserter',
                'verbose_name_plural': 'asserters',
                'ordering': ['position'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(help_text='1718. The number is its key and its address.', verbose_name='number')),
                ('symbol', models.CharField(help_text='S/RES/1718 (2006).', verbose_name='symbol')),
                ('adopted', models.DateField(verbose_name='adopted')),
                ('title', models.CharField(blank=True, default='', verbose_name='title')),
                ('vote', models.CharField(blank=True, default='', help_text='In favour, against, abstaining: 15-0-0.', verbose_name='vote')),
                ('url', models.URLField(blank=True, default='', max_length=2000, verbose_name='address')),
            ],
            options={
                'verbose_name': 'resolution',
                'verbose_name_plural': 'resolutions',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('number',), name='resolution_number_is_unique', violation_error_message='This resolution is recorded already.'), models.CheckConstraint(condition=models.Q(('number__regex', '^[1-9][0-9]{0,4}$')), name='resolution_number_is_digits', violation_error_message='The number of a resolution is written in digits: 1718.'), models.CheckConstraint(condition=models.Q(('vote', ''), ('vote__regex', '^[0-9]{1,2}-[0-9]{1,2}-[0-9]{1,2}$'), _connector='OR'), name='resolution_vote_is_three_numbers', violation_error_message='A vote is written as in favour, against, abstaining: 15-0-0.'), models.CheckConstraint(condition=models.Q(('symbol', ''), _negated=True), name='resolution_symbol_is_written', violation_error_message='“symbol” must not be empty.'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^https?://[^\\s]+$'), _connector='OR'), name='resolution_url_is_a_web_address', violation_error_message='An address begins with http:// or https:// and holds no space.')],
            },
        ),
        migrations.AddField(
            model_name='provision',
            name='resolution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='findings.resolution'),
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['slug'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('key',), name='source_key_is_unique', violation_error_message='This key is taken. A key is given once and never again.'), models.UniqueConstraint(fields=('slug',), name='source_slug_is_unique', violation_error_message='This slug is taken. Choose another one.'), models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='source_slug_is_a_slug', violation_error_message='“slug” takes lower-case letters, digits and single hyphens: kum-un-san-3.'), models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='source_key_is_a_slug', violation_error_message='“key” takes lower-case letters, digits and single hyphens: kum-un-san-3.'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='source_title_is_written', violation_error_message='“title” must not be empty.'), models.CheckConstraint(condition=models.Q(('publisher', ''), _negated=True), name='source_publisher_is_written', violation_error_message='“publisher” must not be empty.'), models.CheckConstraint(condition=models.Q(('published__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('published'), False), _connector='OR'), name='source_published_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^https?://[^\\s]+$'), _connector='OR'), name='source_url_is_a_web_address', violation_error_message='An address begins with http:// or https:// and holds no space.'), models.CheckConstraint(condition=models.Q(('archived_url', ''), ('archived_url__regex', '^https?://[^\\s]+$'), _connector='OR'), name='source_archived_url_is_a_web_address', violation_error_message='An address begins with http:// or https:// and holds no space.'), models.CheckConstraint(condition=models.Q(('source_kind__in', ['dataset', 'designation', 'government_statement', 'joint_statement', 'msmt_report', 'news', 'seed', 'think_tank', 'un_document'])), name='source_source_kind_is_in_vocabulary', violation_error_message='“source_kind” takes one of these: dataset, designation, government_statement, joint_statement, msmt_report, news, seed, think_tank, un_document.'), models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2}$')), name='source_language_is_iso_639_1', violation_error_message='A language is an ISO 639-1 code of two small letters, such as en or ko.')],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='source',
            field=models.ForeignKey(blank=True, help_text="The source that is this report's own text; none where it has no public address.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='findings.source', verbose_name='its document'),
        ),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('authority', models.CharField(choices=[('un_1718', 'United Nations (1718 Committee)'), ('us_ofac', 'United States (OFAC)'), ('us_state', 'United States (State Department)'), ('eu', 'European Union'), ('uk', 'United Kingdom'), ('kr', 'Republic of Korea'), ('jp', 'Japan'), ('other', 'Another authority')], verbose_name='authority')),
                ('list_reference', models.CharField(blank=True, default='', verbose_name='list reference')),
                ('designated', findings.models.fields.PartialDateField(help_text='As far as it is known: 2018, 2018-10 or 2018-10-16.', verbose_name='designated')),
                ('measure', models.CharField(choices=[('asset_freeze', 'asset freeze'), ('travel_ban', 'travel ban'), ('port_ban', 'port entry ban'), ('other', 'measure not recorded')], verbose_name='measure')),
                ('delisted', findings.models.fields.PartialDateField(verbose_name='delisted')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='designations', to='findings.actor')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='findings.source')),
            ],
            options={
                'verbose_name': 'designation',
                'verbose_name_plural': 'designations',
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='citation',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='findings.source'),
        ),
        migrations.CreateModel(
            name='ActorSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='findings.actor')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='findings.source')),
            ],
            options={
                'verbose_name': 'source of an actor',
                'verbose_name_plural': 'sources of an actor',
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='actor',
            name='sources',
            field=models.ManyToManyField(blank=True, related_name='actors', through='findings.ActorSource', to='findings.source'),
        ),
        migrations.CreateModel(
            name='SubjectEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_in', models.PositiveIntegerField()),
                ('superseded_in', models.PositiveIntegerField(null=True)),
                ('subject_kind', models.CharField(choices=[('finding', 'Finding'), ('report', 'Report'), ('actor', 'Actor'), ('source', 'Source'), ('resolution', 'Resolution'), ('category', 'Category')])),
                ('key', models.CharField()),
                ('part_of', models.CharField()),
                ('name', models.TextField()),
                ('names', models.TextField()),
                ('identifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField())),
                ('search', findings.models.fields.StoredField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('names', config='simple'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('edition', models.ForeignKey(db_column='position', on_delete=django.db.models.deletion.CASCADE, related_name='subject_entries', to='findings.edition')),
            ],
            options={
                'verbose_name': 'entry of a subject',
                'verbose_name_plural': 'entries of subjects',
            },
        ),
        migrations.CreateModel(
            name='ActorAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('name', models.CharField(verbose_name='name')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='findings.actor')),
            ],
            options={
                'verbose_name': 'alias',
                'verbose_name_plural': 'aliases',
                'ordering': ['position'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='actoralias_name_is_written', violation_error_message='“name” must not be empty.'), models.UniqueConstraint(fields=('actor', 'name'), name='actoralias_is_said_once', violation_error_message='This actor has that alias already.')],
            },
        ),
        migrations.CreateModel(
            name='FindingEntry',
            fields=[
                ('edition', models.OneToOneField(db_column='position', on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='entry', serialize=False, to='findings.edition')),
                ('published_in', models.PositiveIntegerField()),
                ('superseded_in', models.PositiveIntegerField(null=True)),
                ('reference', models.CharField()),
                ('category', models.CharField()),
                ('report', models.CharField()),
                ('support', models.CharField(choices=[('strong', 'Two or more accounts'), ('single', 'One account')])),
                ('edition_kind', models.CharField(choices=[('first', 'First'), ('update', 'Update'), ('correction', 'Correction'), ('withdrawal', 'Withdrawal')])),
                ('at_second_hand', models.BooleanField()),
                ('disputed', models.BooleanField()),
                ('first_day', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
                ('years', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), help_text='Every year that the stated period touches.')),
                ('actors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField())),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField())),
                ('acts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), help_text='“role:actor”, so that one question can ask for both.')),
                ('actor_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField())),
                ('asserters', django.contrib.postgres.fields.ArrayField(base_field=models.CharField())),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), help_text='Of its actors and its places.')),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), help_text='“country/slug”.')),
                ('provisions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField())),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField())),
                ('locators', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(), help_text='“source/place”, the place in canonical form: para-21.')),
            ],
            options={
                'verbose_name': 'entry of a finding',
                'verbose_name_plural': 'entries of findings',
                'indexes': [models.Index(models.OrderBy(models.F('last_day'), descending=True, nulls_last=True), models.F('reference'), condition=models.Q(('superseded_in__isnull', True)), name='findingentry_latest_period'), models.Index(condition=models.Q(('superseded_in__isnull', True)), fields=['category'], name='findingentry_category'), models.Index(condition=models.Q(('superseded_in__isnull', True)), fields=['report'], name='findingentry_report'), django.contrib.postgres.indexes.GinIndex(fields=['actors'], name='findingentry_actors'), django.contrib.postgres.indexes.GinIndex(fields=['provisions'], name='findingentry_provisions'), django.contrib.postgres.indexes.GinIndex(fields=['sources'], name='findingentry_sources'), django.contrib.postgres.indexes.GinIndex(fields=['locators'], name='findingentry_locators'), django.contrib.postgres.indexes.GinIndex(fields=['places'], name='findingentry_places')],
                'constraints': [models.CheckConstraint(condition=models.Q(('support__in', ['single', 'strong'])), name='findingentry_support_is_in_vocabulary', violation_error_message='“support” takes one of these: single, strong.'), models.CheckConstraint(condition=models.Q(('edition_kind__in', ['correction', 'first', 'update', 'withdrawal'])), name='findingentry_edition_kind_is_in_vocabulary', violation_error_message='“edition_kind” takes one of these: correction, first, update, withdrawal.'), models.CheckConstraint(condition=models.Q(('superseded_in__isnull', True), ('superseded_in__gt', models.F('published_in')), _connector='OR'), name='findingentry_is_superseded_later'), models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('first_day__lte', models.F('last_day')), _connector='OR'), name='findingentry_last_day_is_not_before_first')],
            },
        ),
        migrations.CreateModel(
            name='FindingText',
            fields=[
                ('edition', models.OneToOneField(db_column='position', on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='text', serialize=False, to='findings.edition')),
                ('title', models.TextField()),
                ('summary', models.TextField()),
                ('names', models.TextField()),
                ('sources', models.TextField()),
                ('search', findings.models.fields.StoredField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='english', weight='A'), '||', django.contrib.postgres.search.SearchVector('summary', config='english', weight='B'), django.contrib.postgres.search.SearchConfig('english')), '||', django.contrib.postgres.search.SearchVector('names', config='english', weight='C'), django.contrib.postgres.search.SearchConfig('english')), '||', django.contrib.postgres.search.SearchVector('sources', config='english', weight='D'), django.contrib.postgres.search.SearchConfig('english')), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'verbose_name': 'text of a finding',
                'verbose_name_plural': 'texts of findings',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='findingtext_search')],
            },
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['subject_kind', '-position'], name='edition_latest'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['subject_kind', 'slug'], name='edition_address'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('subject_kind__in', ['actor', 'category', 'finding', 'report', 'resolution', 'source'])), name='edition_subject_kind_is_in_vocabulary', violation_error_message='“subject_kind” takes one of these: actor, category, finding, report, resolution, source.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('edition_kind__in', ['correction', 'first', 'update', 'withdrawal'])), name='edition_edition_kind_is_in_vocabulary', violation_error_message='“edition_kind” takes one of these: correction, first, update, withdrawal.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('subject_kind', 'key', 'number'), name='edition_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_in__isnull', True)), fields=('subject_kind', 'key'), name='edition_in_force_is_one'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_in__isnull', True)), fields=('subject_kind', 'slug'), name='edition_address_names_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('edition_kind', 'first'), ('number', 1)), models.Q(('number__gt', 1), models.Q(('edition_kind', 'first'), _negated=True)), _connector='OR'), name='edition_first_is_number_one'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_in__isnull', True), ('superseded_in__gt', models.F('published_in')), _connector='OR'), name='edition_is_superseded_later'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('redacted_in__isnull', True), ('document', {}), _connector='OR'), name='edition_redacted_document_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='edition_note_is_written', violation_error_message='“note” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('published_by', ''), _negated=True), name='edition_published_by_is_written', violation_error_message='“published_by” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('document_digest__regex', '^[0-9a-f]{64}$')), name='edition_document_digest_is_a_sha_256'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='edition_digest_is_a_sha_256'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='identifier_value_is_written', violation_error_message='“value” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['imo', 'ofac', 'tail_number', 'un_list'])), name='identifier_scheme_is_in_vocabulary', violation_error_message='“scheme” takes one of these: imo, ofac, tail_number, un_list.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(fields=('scheme', 'value'), name='identifier_names_one_actor', violation_error_message='Another actor has this number. One number names one actor.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scheme', 'imo'), _negated=True), findings.models.fields.ImoNumberFits('value'), _connector='OR'), name='identifier_imo_check_digit_fits', violation_error_message='This is not an IMO number: seven digits, of which the last is the check digit of the first six.'),
        ),
        migrations.AddConstraint(
            model_name='keyalias',
            constraint=models.CheckConstraint(condition=models.Q(('subject_kind__in', ['actor', 'category', 'finding', 'report', 'resolution', 'source'])), name='keyalias_subject_kind_is_in_vocabulary', violation_error_message='“subject_kind” takes one of these: actor, category, finding, report, resolution, source.'),
        ),
        migrations.AddConstraint(
            model_name='keyalias',
            constraint=models.CheckConstraint(condition=models.Q(('alias_kind__in', ['merge', 'slug'])), name='keyalias_alias_kind_is_in_vocabulary'),
        ),
        migrations.AddConstraint(
            model_name='keyalias',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_in__isnull', True)), fields=('subject_kind', 'old'), name='keyalias_leads_to_one_key'),
        ),
        migrations.AddConstraint(
            model_name='keyalias',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_in__isnull', True), ('superseded_in__gte', models.F('published_in')), _connector='OR'), name='keyalias_is_not_superseded_earlier'),
        ),
        migrations.AddConstraint(
            model_name='keyalias',
            constraint=models.CheckConstraint(condition=models.Q(('old', ''), _negated=True), name='keyalias_old_is_written', violation_error_message='“old” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='keyalias',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='keyalias_key_is_written', violation_error_message='“key” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='keyalias',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='keyalias_reason_is_written', violation_error_message='“reason” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='locator',
            constraint=models.CheckConstraint(condition=models.Q(('locator_kind__in', ['annex', 'box', 'entry', 'figure', 'note', 'page', 'paragraph', 'section', 'table', 'verbatim'])), name='locator_locator_kind_is_in_vocabulary', violation_error_message='“locator_kind” takes one of these: annex, box, entry, figure, note, page, paragraph, section, table, verbatim.'),
        ),
        migrations.AddConstraint(
            model_name='locator',
            constraint=models.CheckConstraint(condition=models.Q(('joined__in', ['then', 'inside', 'and'])), name='locator_joined_is_in_vocabulary', violation_error_message='A locator follows the one before it as “then”, “inside” or “and”.'),
        ),
        migrations.AddConstraint(
            model_name='locator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('locator_kind', 'verbatim'), ('start', '')), models.Q(models.Q(('locator_kind', 'verbatim'), _negated=True), models.Q(('start', ''), _negated=True)), _connector='OR'), name='locator_kind_comes_with_its_value', violation_error_message='A page, paragraph, table … takes its number; a place in words takes none.'),
        ),
        migrations.AddConstraint(
            model_name='locator',
            constraint=models.CheckConstraint(condition=models.Q(('printed', ''), _negated=True), name='locator_printed_is_written', violation_error_message='“printed” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='locator',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('citation', 'position'), name='locator_position_is_unique', violation_error_message='Another locator of this citation has that position.'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(('subject_kind__in', ['actor', 'category', 'finding', 'report', 'resolution', 'source'])), name='redaction_subject_kind_is_in_vocabulary', violation_error_message='“subject_kind” takes one of these: actor, category, finding, report, resolution, source.'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='redaction_reason_is_written', violation_error_message='“reason” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(('redacted_by', ''), _negated=True), name='redaction_redacted_by_is_written', violation_error_message='“redacted_by” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='finding_title_is_written', violation_error_message='“title” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='finding_summary_is_written', violation_error_message='“summary” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('asserted_by', ''), _negated=True), name='finding_asserted_by_is_written', violation_error_message='“asserted_by” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('support__in', ['single', 'strong'])), name='finding_support_is_in_vocabulary', violation_error_message='“support” takes one of these: single, strong.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('period_start__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('period_start'), False), _connector='OR'), name='finding_period_start_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('period_end__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('period_end'), False), _connector='OR'), name='finding_period_end_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('period_start__isnull', True), ('period_end__isnull', True), django.db.models.lookups.LessThanOrEqual(findings.models.fields.PartialDateEarliest('period_start'), findings.models.fields.PartialDateLatest('period_end')), _connector='OR'), name='finding_period_ends_after_it_begins', violation_error_message='The period ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='finding_slug_is_a_slug', violation_error_message='“slug” takes lower-case letters, digits and single hyphens: kum-un-san-3.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('reference',), name='finding_reference_is_unique', violation_error_message='This reference is taken. A reference is given once and never again.'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('reference__regex', '^[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3,}$')), name='finding_reference_is_well_formed', violation_error_message="A reference is its report's prefix and a number: MSMT-2025-1-001."),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('report', 'slug'), name='finding_slug_is_unique_in_its_report', violation_error_message='This report has a finding with that short name already.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='reportevent_title_is_written', violation_error_message='“title” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='reportevent_summary_is_written', violation_error_message='“summary” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('asserted_by', ''), _negated=True), name='reportevent_asserted_by_is_written', violation_error_message='“asserted_by” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('support__in', ['single', 'strong'])), name='reportevent_support_is_in_vocabulary', violation_error_message='“support” takes one of these: single, strong.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('period_start__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('period_start'), False), _connector='OR'), name='reportevent_period_start_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('period_end__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('period_end'), False), _connector='OR'), name='reportevent_period_end_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('period_start__isnull', True), ('period_end__isnull', True), django.db.models.lookups.LessThanOrEqual(findings.models.fields.PartialDateEarliest('period_start'), findings.models.fields.PartialDateLatest('period_end')), _connector='OR'), name='reportevent_period_ends_after_it_begins', violation_error_message='The period ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='reportevent_slug_is_a_slug', violation_error_message='“slug” takes lower-case letters, digits and single hyphens: kum-un-san-3.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('event_type__in', ['background', 'briefing', 'commitment', 'conclusion', 'measure', 'method', 'publication', 'reaction', 'recommendation', 'statement'])), name='reportevent_event_type_is_in_vocabulary', violation_error_message='“event_type” takes one of these: background, briefing, commitment, conclusion, measure, method, publication, reaction, recommendation, statement.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.UniqueConstraint(fields=('report', 'slug'), name='reportevent_slug_is_unique_in_its_report', violation_error_message='This report has an event with that slug already.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('finding__isnull', False)), models.Q(('event__isnull', False), ('finding__isnull', True)), _connector='OR'), name='quantity_belongs_to_one', violation_error_message='It belongs to one finding or to one event.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(('measure', ''), _negated=True), name='quantity_measure_is_written', violation_error_message='“measure” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(('qualifier__in', ['about', 'at_least', 'exact', 'fewer_than', 'more_than', 'up_to'])), name='quantity_qualifier_is_in_vocabulary', violation_error_message='“qualifier” takes one of these: about, at_least, exact, fewer_than, more_than, up_to.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['ETH', 'EUR', 'JPY', 'USD', 'accounts', 'addresses', 'aircraft', 'attacks', 'banks', 'barrels', 'barrels_per_year', 'bottles', 'boxes', 'brigades', 'calls', 'cases', 'companies', 'components', 'containers', 'contracts', 'countries', 'deliveries', 'entities', 'exchanges', 'groups', 'hours', 'incidents', 'items', 'kilolitres', 'languages', 'missiles', 'mm', 'models', 'pages', 'percent', 'personas', 'persons', 'rounds', 'shipments', 'ships', 'states', 'statues', 'steps', 'tonnes', 'vehicles', 'vessels', 'victims', 'voyages'])), name='quantity_unit_is_in_vocabulary', violation_error_message='“unit” takes one of these: ETH, EUR, JPY, USD, accounts, addresses, aircraft, attacks, banks, barrels, barrels_per_year, bottles, boxes, brigades, calls, cases, companies, components, containers, contracts, countries, deliveries, entities, exchanges, groups, hours, incidents, items, kilolitres, languages, missiles, mm, models, pages, percent, personas, persons, rounds, shipments, ships, states, statues, steps, tonnes, vehicles, vessels, victims, voyages.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(('low__isnull', False), ('high__isnull', False), _connector='OR'), name='quantity_has_a_bound', violation_error_message='A quantity has a low bound, a high one, or both.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(('low__isnull', True), ('high__isnull', True), ('low__lte', models.F('high')), _connector='OR'), name='quantity_low_is_not_above_high', violation_error_message='The low bound is above the high one.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('low__isnull', True), ('low__gte', 0), _connector='OR'), models.Q(('high__isnull', True), ('high__gte', 0), _connector='OR')), name='quantity_is_not_negative', violation_error_message='A quantity is not below zero.'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('qualifier', 'exact'), _negated=True), models.Q(('high__isnull', False), ('low', models.F('high')), ('low__isnull', False)), _connector='OR'), models.Q(models.Q(('qualifier__in', ['at_least', 'more_than']), _negated=True), ('low__isnull', False), _connector='OR'), models.Q(models.Q(('qualifier__in', ['up_to', 'fewer_than']), _negated=True), models.Q(('high__isnull', False), ('low__isnull', True)), _connector='OR')), name='quantity_bounds_fit_their_qualifier', violation_error_message='The bounds do not fit the qualifier: “exact” takes low equal to high, “at least” and “more than” a low bound, “up to” and “fewer than” a high bound alone.'),
        ),
        migrations.AddConstraint(
            model_name='provisionmapping',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('finding__isnull', False)), models.Q(('event__isnull', False), ('finding__isnull', True)), _connector='OR'), name='provisionmapping_belongs_to_one', violation_error_message='It belongs to one finding or to one event.'),
        ),
        migrations.AddConstraint(
            model_name='provisionmapping',
            constraint=models.UniqueConstraint(fields=('finding', 'provision'), name='provisionmapping_is_said_once_by_finding', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='provisionmapping',
            constraint=models.UniqueConstraint(fields=('event', 'provision'), name='provisionmapping_is_said_once_by_event', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='placemention',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('finding__isnull', False)), models.Q(('event__isnull', False), ('finding__isnull', True)), _connector='OR'), name='placemention_belongs_to_one', violation_error_message='It belongs to one finding or to one event.'),
        ),
        migrations.AddConstraint(
            model_name='placemention',
            constraint=models.UniqueConstraint(fields=('finding', 'place'), name='placemention_is_said_once_by_finding', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='placemention',
            constraint=models.UniqueConstraint(fields=('event', 'place'), name='placemention_is_said_once_by_event', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('finding__isnull', False)), models.Q(('event__isnull', False), ('finding__isnull', True)), _connector='OR'), name='involvement_belongs_to_one', violation_error_message='It belongs to one finding or to one event.'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['broker', 'carrier', 'employer', 'facilitator', 'financier', 'host', 'location', 'other', 'perpetrator', 'recipient', 'supplier', 'trainer', 'victim'])), name='involvement_role_is_in_vocabulary', violation_error_message='“role” takes one of these: broker, carrier, employer, facilitator, financier, host, location, other, perpetrator, recipient, supplier, trainer, victim.'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.UniqueConstraint(fields=('finding', 'actor', 'role'), name='involvement_is_said_once_by_finding', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.UniqueConstraint(fields=('event', 'actor', 'role'), name='involvement_is_said_once_by_event', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='asserter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('finding__isnull', False)), models.Q(('event__isnull', False), ('finding__isnull', True)), _connector='OR'), name='asserter_belongs_to_one', violation_error_message='It belongs to one finding or to one event.'),
        ),
        migrations.AddConstraint(
            model_name='asserter',
            constraint=models.UniqueConstraint(fields=('finding', 'actor'), name='asserter_is_said_once_by_finding', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='asserter',
            constraint=models.UniqueConstraint(fields=('event', 'actor'), name='asserter_is_said_once_by_event', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(fields=('key',), name='provision_key_is_unique', violation_error_message='This key is taken. A key is given once and never again.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='provision_key_is_a_slug', violation_error_message='“key” takes lower-case letters, digits and single hyphens: kum-un-san-3.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('resolution', 'position'), name='provision_position_is_unique', violation_error_message='Another provision of this resolution has that position.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('paragraph_checked', False), models.Q(('paragraph', ''), _negated=True), _connector='OR'), name='provision_checked_paragraph_has_a_number', violation_error_message='A paragraph number that has been checked must be given.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('topic__in', ['arms_embargo', 'coal_minerals', 'crude_oil', 'designations_asset_freeze', 'finance_banking', 'joint_ventures', 'labor', 'luxury_goods', 'other', 'refined_petroleum', 'seafood', 'ship_to_ship', 'shipping_vessels', 'textiles', 'training_security', 'travel_ban', 'wmd_goods'])), name='provision_topic_is_in_vocabulary', violation_error_message='“topic” takes one of these: arms_embargo, coal_minerals, crude_oil, designations_asset_freeze, finance_banking, joint_ventures, labor, luxury_goods, other, refined_petroleum, seafood, ship_to_ship, shipping_vessels, textiles, training_security, travel_ban, wmd_goods.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('obligation', ''), _negated=True), name='provision_obligation_is_written', violation_error_message='“obligation” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('source_url', ''), ('source_url__regex', '^https?://[^\\s]+$'), _connector='OR'), name='provision_source_url_is_a_web_address', violation_error_message='An address begins with http:// or https:// and holds no space.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('key',), name='report_key_is_unique', violation_error_message='This key is taken. A key is given once and never again.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('slug',), name='report_slug_is_unique', violation_error_message='This slug is taken. Choose another one.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='report_slug_is_a_slug', violation_error_message='“slug” takes lower-case letters, digits and single hyphens: kum-un-san-3.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='report_key_is_a_slug', violation_error_message='“key” takes lower-case letters, digits and single hyphens: kum-un-san-3.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='report_title_is_written', violation_error_message='“title” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('issuer', ''), _negated=True), name='report_issuer_is_written', violation_error_message='“issuer” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('report_kind__in', ['committee_designation', 'compilation', 'msmt_report', 'panel_of_experts_report'])), name='report_report_kind_is_in_vocabulary', violation_error_message='“report_kind” takes one of these: committee_designation, compilation, msmt_report, panel_of_experts_report.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('published__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('published'), False), _connector='OR'), name='report_published_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^https?://[^\\s]+$'), _connector='OR'), name='report_url_is_a_web_address', violation_error_message='An address begins with http:// or https:// and holds no space.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='report_code_is_unique', violation_error_message='Another report has this code.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('reference_prefix',), name='report_reference_prefix_is_unique', violation_error_message='Another report has this prefix.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('reference_prefix__regex', '^[A-Z0-9]+(-[A-Z0-9]+)*$')), name='report_reference_prefix_is_well_formed', violation_error_message='A prefix takes capitals, digits and single hyphens: MSMT-2025-1.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('authority__in', ['eu', 'jp', 'kr', 'other', 'uk', 'un_1718', 'us_ofac', 'us_state'])), name='designation_authority_is_in_vocabulary', violation_error_message='“authority” takes one of these: eu, jp, kr, other, uk, un_1718, us_ofac, us_state.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['asset_freeze', 'other', 'port_ban', 'travel_ban'])), name='designation_measure_is_in_vocabulary', violation_error_message='“measure” takes one of these: asset_freeze, other, port_ban, travel_ban.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('designated__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('designated'), False), _connector='OR'), name='designation_designated_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('delisted__isnull', True), django.db.models.lookups.IsNull(findings.models.fields.PartialDateEarliest('delisted'), False), _connector='OR'), name='designation_delisted_exists', violation_error_message='This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26).'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('designated__isnull', True), ('delisted__isnull', True), django.db.models.lookups.LessThanOrEqual(findings.models.fields.PartialDateEarliest('designated'), findings.models.fields.PartialDateLatest('delisted')), _connector='OR'), name='designation_ends_after_it_begins', violation_error_message='The delisting lies before the designation.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.UniqueConstraint(fields=('actor', 'authority', 'list_reference', 'designated', 'measure'), name='designation_is_said_once', nulls_distinct=False, violation_error_message='This designation is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', True), ('finding__isnull', False)), models.Q(('event__isnull', False), ('finding__isnull', True)), _connector='OR'), name='citation_belongs_to_one', violation_error_message='It belongs to one finding or to one event.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('relation__in', ['corroborates', 'disputes', 'origin', 'relays'])), name='citation_relation_is_in_vocabulary', violation_error_message='“relation” takes one of these: corroborates, disputes, origin, relays.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('supports', ''), _negated=True), name='citation_supports_is_written', violation_error_message='“supports” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('finding', 'source', 'relation'), name='citation_is_said_once_by_finding', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('event', 'source', 'relation'), name='citation_is_said_once_by_event', violation_error_message='This is recorded here already.'),
        ),
        migrations.AddConstraint(
            model_name='actorsource',
            constraint=models.UniqueConstraint(fields=('actor', 'source'), name='actorsource_is_said_once', violation_error_message='This source is given for the actor already.'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.UniqueConstraint(fields=('key',), name='actor_key_is_unique', violation_error_message='This key is taken. A key is given once and never again.'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.UniqueConstraint(fields=('slug',), name='actor_slug_is_unique', violation_error_message='This slug is taken. Choose another one.'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='actor_slug_is_a_slug', violation_error_message='“slug” takes lower-case letters, digits and single hyphens: kum-un-san-3.'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='actor_key_is_a_slug', violation_error_message='“key” takes lower-case letters, digits and single hyphens: kum-un-san-3.'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='actor_name_is_written', violation_error_message='“name” must not be empty.'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('actor_kind__in', ['aircraft', 'bank', 'company', 'exchange', 'government_body', 'military_unit', 'monitoring_body', 'network', 'other', 'person', 'port', 'research_group', 'state', 'threat_group', 'vessel'])), name='actor_actor_kind_is_in_vocabulary', violation_error_message='“actor_kind” takes one of these: aircraft, bank, company, exchange, government_body, military_unit, monitoring_body, network, other, person, port, research_group, state, threat_group, vessel.'),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.CheckConstraint(condition=models.Q(('country__in', ['', 'AD', 'AE', 'AF', 'AG', 'AI', 'AL', 'AM', 'AO', 'AQ', 'AR', 'AS', 'AT', 'AU', 'AW', 'AX', 'AZ', 'BA', 'BB', 'BD', 'BE', 'BF', 'BG', 'BH', 'BI', 'BJ', 'BL', 'BM', 'BN', 'BO', 'BQ', 'BR', 'BS', 'BT', 'BV', 'BW', 'BY', 'BZ', 'CA', 'CC', 'CD', 'CF', 'CG', 'CH', 'CI', 'CK', 'CL', 'CM', 'CN', 'CO', 'CR', 'CU', 'CV', 'CW', 'CX', 'CY', 'CZ', 'DE', 'DJ', 'DK', 'DM', 'DO', 'DZ', 'EC', 'EE', 'EG', 'EH', 'ER', 'ES', 'ET', 'FI', 'FJ', 'FK', 'FM', 'FO', 'FR', 'GA', 'GB', 'GD', 'GE', 'GF', 'GG', 'GH', 'GI', 'GL', 'GM', 'GN', 'GP', 'GQ', 'GR', 'GS', 'GT', 'GU', 'GW', 'GY', 'HK', 'HM', 'HN', 'HR', 'HT', 'HU', 'ID', 'IE', 'IL', 'IM', 'IN', 'IO', 'IQ', 'IR', 'IS', 'IT', 'JE', 'JM', 'JO', 'JP', 'KE', 'KG', 'KH', 'KI', 'KM', 'KN', 'KP', 'KR', 'KW', 'KY', 'KZ', 'LA', 'LB', 'LC', 'LI', 'LK', 'LR', 'LS', 'LT', 'LU', 'LV', 'LY', 'MA', 'MC', 'MD', 'ME', 'MF', 'MG', 'MH', 'MK', 'ML', 'MM', 'MN', 'MO', 'MP', 'MQ', 'MR', 'MS', 'MT', 'MU', 'MV', 'MW', 'MX', 'MY', 'MZ', 'NA', 'NC', 'NE', 'NF', 'NG', 'NI', 'NL', 'NO', 'NP', 'NR', 'NU', 'NZ', 'OM', 'PA', 'PE', 'PF', 'PG', 'PH', 'PK', 'PL', 'PM', 'PN', 'PR', 'PS', 'PT', 'PW', 'PY', 'QA', 'RE', 'RO', 'RS', 'RU', 'RW', 'SA', 'SB', 'SC', 'SD', 'SE', 'SG', 'SH', 'SI', 'SJ', 'SK', 'SL', 'SM', 'SN', 'SO', 'SR', 'SS', 'ST', 'SV', 'SX', 'SY', 'SZ', 'TC', 'TD', 'TF', 'TG', 'TH', 'TJ', 'TK', 'TL', 'TM', 'TN', 'TO', 'TR', 'TT', 'TV', 'TW', 'TZ', 'UA', 'UG', 'UM', 'US', 'UY', 'UZ', 'VA', 'VC', 'VE', 'VG', 'VI', 'VN', 'VU', 'WF', 'WS', 'YE', 'YT', 'ZA', 'ZM', 'ZW'])), name='actor_country_is_iso_3166', violation_error_message='The country is not an ISO 3166-1 code of two letters, such as KP or RU.'),
        ),
        migrations.AddIndex(
            model_name='subjectentry',
            index=models.Index(condition=models.Q(('superseded_in__isnull', True)), fields=['subject_kind', 'key'], name='subjectentry_key'),
        ),
        migrations.AddIndex(
            model_name='subjectentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='subjectentry_search'),
        ),
        migrations.AddIndex(
            model_name='subjectentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['identifiers'], name='subjectentry_identifiers'),
        ),
        migrations.AddIndex(
            model_name='subjectentry',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('names'), name='gin_trgm_ops'), name='subjectentry_trigrams'),
        ),
        migrations.AddConstraint(
            model_name='subjectentry',
            constraint=models.CheckConstraint(condition=models.Q(('subject_kind__in', ['actor', 'category', 'finding', 'report', 'resolution', 'source'])), name='subjectentry_subject_kind_is_in_vocabulary', violation_error_message='“subject_kind” takes one of these: actor, category, finding, report, resolution, source.'),
        ),
        migrations.AddConstraint(
            model_name='subjectentry',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_in__isnull', True), ('superseded_in__gt', models.F('published_in')), _connector='OR'), name='subjectentry_is_superseded_later'),
        ),
    ]
