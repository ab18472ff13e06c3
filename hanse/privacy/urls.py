from django.urls import path

from hanse.privacy import views

app_name = "privacy"
urlpatterns = [
    path("takeout/", views.takeout, name="takeout"),
    path("takeout/hanse.zip", views.takeout_file, name="takeout_file"),
]
