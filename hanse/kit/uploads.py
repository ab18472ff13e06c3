"""What is too large is turned away before it fills the disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 201 * 1024 * 1024
"""of a whole request, in bytes; what a room takes in may be less"""


class SizeLimit(FileUploadHandler):
    """Skips the files of a request whose length was announced as too large; none of it is stored."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None) -> None:
        self.is_too_large = content_length > LARGEST

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
