"""The known facts of a document to which something is added.

Owns: reading it off the binding.
Never: guesses what the author will write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.authoring.template import Outlook
from speclint.base.names import all_forms
from speclint.binding.options import is_template

if TYPE_CHECKING:
    from speclint.binding import Binding


def outlook_of(binding: Binding) -> Outlook:
    """The values of the document's fields that the author has chosen, and the sections that it has."""
    values: dict[str, str] = {}
    for pair in binding.declared_fields:
        if pair.found is not None and pair.found.value and not is_template(pair.found, pair.spec):
            values.update(dict.fromkeys(all_forms(pair.spec.name, pair.spec.aliases), pair.found.value))
    return Outlook(values, frozenset(bound.spec.id for bound in binding.sections.bound))
