"""One line, typed or dictated in German or English, read into people, place, kind, day, topic, promises, labels.

Rules that can be explained, in this order: words, days, labels, promises, people, kind, place, topic. Nothing
here touches Django, a network or a model; docs/capture.md tells the rules in plain words.
"""

from hanse.home.capture.reading import PromiseRead, Reading, read

__all__ = ["PromiseRead", "Reading", "read"]
