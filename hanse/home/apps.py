from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "hanse.home"
