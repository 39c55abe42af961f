from django.apps import AppConfig

from findings.languages import take_english_as_it_is


class FindingsConfig(AppConfig):
    name = "findings"
    verbose_name = "Records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        take_english_as_it_is()
