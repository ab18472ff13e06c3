from django.urls import path

from hanse.people.views import book, editing, encounters, exports, imports, person

app_name = "people"
urlpatterns = [
    path("", book.index, name="index"),
    path("new/", person.new, name="new"),
    path("lists/", book.labels, name="labels"),
    path("lists/<uuid:pk>/", book.label, name="label"),
    path("lists/<uuid:pk>/delete/", book.delete_label, name="delete_label"),
    path("export/", exports.export, name="export"),
    path("export/book.vcf", exports.book, name="export_book"),
    path("imports/", imports.index, name="imports"),
    path("imports/<uuid:pk>/", imports.show, name="import"),
    path("imports/<uuid:pk>/take/", imports.take, name="import_take"),
    path("imports/<uuid:pk>/drop/", imports.drop, name="import_drop"),
    path("imports/<uuid:pk>/go-on/", imports.go_on, name="import_go_on"),
    path("imports/<uuid:pk>/undo/", imports.undo, name="import_undo"),
    path("imports/<uuid:pk>/unreadable.vcf", imports.unreadable, name="import_unreadable"),
    path("encounters/<uuid:pk>/", encounters.edit, name="encounter"),
    path("encounters/<uuid:pk>/delete/", encounters.delete, name="delete_encounter"),
    path("notes/<uuid:pk>/", encounters.edit_note, name="note"),
    path("notes/<uuid:pk>/delete/", encounters.delete_note, name="delete_note"),
    path("relations/<int:pk>/delete/", person.unrelate, name="unrelate"),
    path("<uuid:pk>/", person.show, name="show"),
    path("<uuid:pk>/edit/", editing.edit, name="edit"),
    path("<uuid:pk>/delete/", person.delete, name="delete"),
    path("<uuid:pk>/brief/", person.brief, name="brief"),
    path("<uuid:pk>/photo/", person.photo, name="photo"),
    path("<uuid:pk>/card.vcf", exports.card, name="card"),
    path("<uuid:pk>/rest/", person.rest, name="rest"),
    path("<uuid:pk>/wake/", person.wake, name="wake"),
    path("<uuid:pk>/rhythm/", person.set_rhythm, name="rhythm"),
    path("<uuid:pk>/spoken/", person.spoken, name="spoken"),
    path("<uuid:pk>/relate/", person.relate, name="relate"),
    path("<uuid:pk>/encounter/", encounters.new, name="new_encounter"),
    path("<uuid:pk>/note/", encounters.new_note, name="new_note"),
]
